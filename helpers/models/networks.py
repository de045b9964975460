"""Networks of places and ties: who is how far from whom, and who is cut off.

A network is ``nodes`` (a sequence of names) and ``ties`` (pairs of names); ties have no direction and no
weight, a pair counts once whichever way round it stands, and no node is tied to itself. A tie to a node
that is not in the network is passed over. Definitions: M. Newman, *Networks* (2nd edition, Oxford, 2018).
"""


def neighbours(nodes, ties):
    """{node: the set of nodes tied to it}, in the order of ``nodes``."""
    near = {node: set() for node in nodes}
    for a, b in ties:
        if a in near and b in near and a != b:
            near[a].add(b)
            near[b].add(a)
    return near


def distances(nodes, ties, start):
    """{node: fewest ties from ``start``} for all nodes that can be reached, ``start`` itself at 0."""
    near, found, edge = neighbours(nodes, ties), {start: 0}, {start}
    while edge:
        edge = {b for a in edge for b in near[a]} - set(found)
        found |= dict.fromkeys(edge, max(found.values()) + 1)
    return found


def pieces(nodes, ties):
    """The connected pieces, largest first, each a list in the order of ``nodes``."""
    found, left = [], list(nodes)
    while left:
        reach = distances(nodes, ties, left[0])
        found.append([node for node in left if node in reach])
        left = [node for node in left if node not in reach]
    return sorted(found, key=len, reverse=True)


def without(nodes, ties, leaving):
    """(nodes, ties) once a node has left with all its ties."""
    return [n for n in nodes if n != leaving], [t for t in ties if leaving not in t]


def cut_off(nodes, ties, leaving):
    """Of the nodes that a leaving node was connected with, those left outside the largest piece of what remains.

    Where only single nodes remain, all of them are cut off; of equally large pieces the one with the earliest
    node counts as the rest.
    """
    home = next((piece for piece in pieces(nodes, ties) if leaving in piece), [])
    after = pieces(*without(home, ties, leaving))
    rest = after[0] if after and len(after[0]) > 1 else []
    return [n for n in home if n != leaving and n not in rest]
