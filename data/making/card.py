"""The page of all tables, made from what datapackage.json says of them."""

SURE = {"seen": "licence text seen", "confirm": "at least one licence to be confirmed", "facts": "single facts, producer named"}


def page(package):
    """Return README.md for data/figures: every table with source, licence, years, units, traps, and how to cite it."""
    lines = ["# The figures", "", package["description"], "",
             "Made from `datapackage.json` by `data/build.py`; do not edit. In a notebook, `course.load(\"economy\")` gives a "
             "table and `course.about(\"economy\")` its card. `course.about()` lists all tables. `load` puts the everyday name "
             "of a place beside its code; in the files stands the code alone.", "",
             "To cite a figure, name its producer and edition, as below, then this course and the table: *…, by way of "
             "Reading South-South Cooperation, table economy*.", "",
             "| table | what it holds | years |", "|---|---|---|"]
    for table in package["resources"]:
        lines.append(f"| [{table['name']}](#{table['name']}) | {table['title']} | {table['years']} |")
    for table in package["resources"]:
        lines += ["", f"## {table['name']}", "", f"**{table['title']}.** {table['description']} "
                  f"{table['rows']:,} rows, {table['bytes'] / 1000:,.0f} kB.", "", "*Source:*"]
        lines += [f"- {cite(source)}" for source in table["sources"]]
        names = "; ".join(f"[{one['title']}]({one['path']})" if "path" in one else one["title"] for one in table["licenses"])
        lines += ["", f"*Licence:* {names} ({SURE[table['licence_confidence']]}). *Years:* {table['years']}.", "", "*Columns:*"]
        lines += [f"- `{field['name']}`: {field['description']}" + (f" ({field['unit']})" if "unit" in field else "")
                  for field in table["schema"]["fields"]]
        lines += ["", "*Before you use it:*", *(f"- {trap}" for trap in table["breaks"])]
    return "\n".join(lines) + "\n"


def cite(source):
    """Return one source as one would cite it: title, edition, address."""
    return f"{source['title']}, {source['edition']}" + (f", <{source['path']}>" if "path" in source else "") + "."
