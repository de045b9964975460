"""Pictures of learning by listening (B.IV): an expert, a circle, a rumour."""

import pandas as pd

from helpers import charts
from helpers.models import learning as model

LISTEN = {"expert": [(1, 0, 0), (.5, .5, 0), (.5, 0, .5)], "both": [(.5, .25, .25), (.5, .5, 0), (.5, 0, .5)],
          "circle": [(.5, .25, .25), (.25, .5, .25), (.25, .25, .5)], "rumour": [(.5, .5, 0), (0, 1, 0), (0, .5, .5)]}  # half to oneself


def field(listen="expert", best=7, expert=8):
    """How deep should the water stand? ``holds`` is true where the circle ends nearer to the best depth, false where the expert does."""
    said = model.rounds((expert, 2, 5), LISTEN[listen], 8)
    end = {how: round(model.rounds(said[0], weights, 99)[-1][0], 2) for how, weights in LISTEN.items()}
    off = {how: round(abs(depth - best), 2) for how, depth in end.items()}
    frame = pd.DataFrame(said, columns=["expert", "farmer A", "farmer B"]).round(2).assign(**{"best depth": best}).rename_axis("round").reset_index()
    say = (f"After round 1 they say {', '.join(f'{round(x, 2):g}' for x in said[1])}; in the end all say {end[listen]:g}, {off[listen]:g} off the "
           f"best depth of {best}. The expert alone leads to {end['expert']:g} ({off['expert']:g} off), a circle to {end['circle']:g} ({off['circle']:g}).")
    table = frame.assign(**{f"{how} leads to": depth for how, depth in end.items()}, **{f"{how}: off by": miss for how, miss in off.items()})
    holds = None if off["circle"] == off["expert"] else off["circle"] < off["expert"]
    return charts.lines(frame, "round", {who: who for who in frame.columns[1:]}, title="How deep should the water stand?", summary=say, low=-0.4,
                        high=11, unit="centimetres, round by round; made up", holds=holds).with_(table=table)
