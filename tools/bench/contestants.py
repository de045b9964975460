"""One picture of one table, in several ways: which blocs can block the IMF's votes, the majority on a slider (A.2.3-i2).

Each function is what a cell of a notebook of the bench calls. All of them get their figures from :func:`shares`.
"""

from pathlib import Path

LOW, HIGH, START, YEAR = 51, 95, 70, "2019"
YEARS = ["2000", "2010", "2015", "2016", "2019"]
TITLE, UNIT = "More than {} % can block, {}", "per cent of the IMF's votes; marked: can block alone"


def shares(majority, year):
    """The table behind the picture, computed anew at each step as the course's own picture does."""
    import pandas as pd

    from helpers.pictures import voting
    votes = voting.members(int(year))["share"]
    rows = [(name, round(voting.of(name, votes), 2)) for name in voting.BLOCKING]
    return pd.DataFrame([(n, s, "yes" if 100 - s < majority else "no") for n, s in rows], columns=["bloc", "% of votes", "can block alone"])


def ours():
    """The course's Panel, as the sitting shows it once the guess is made."""
    import helpers as course
    return course.simulate("A.2.3-i2")


def floor():
    """The floor: ready SVGs, swapped."""
    import anywidget
    import traitlets

    from helpers.pictures import voting

    class Floor(anywidget.AnyWidget):
        _esm = Path(__file__).with_name("floor.js").read_text(encoding="utf-8")
        frames, start = traitlets.Dict().tag(sync=True), traitlets.Int(START).tag(sync=True)
    return Floor(frames={str(m): voting.blocking(m, YEAR).svg for m in range(LOW, HIGH + 1)})


def interact():
    """ipywidgets.interact and matplotlib, as a tutorial has it."""
    import ipywidgets
    import matplotlib.pyplot as plt

    def draw(majority, year):
        frame = shares(majority, year)
        _, axes = plt.subplots(figsize=(4.9, 3.8))
        bars = axes.barh(frame["bloc"], frame["% of votes"], color=["#00695c" if able == "yes" else "#5f6b76" for able in frame["can block alone"]])
        axes.bar_label(bars, fmt="%.2f", padding=3)
        axes.invert_yaxis()
        axes.set(xlim=(0, 60), title=TITLE.format(100 - majority, year), xlabel=UNIT)
        plt.show()
    ipywidgets.interact(draw, majority=ipywidgets.IntSlider(START, LOW, HIGH), year=ipywidgets.Dropdown(options=YEARS, value=YEAR))


def altair():
    """Altair: the kernel makes the chart at each step, its own JavaScript (here without a network) draws it."""
    import altair as alt
    import ipywidgets
    alt.JupyterChart.enable_offline()

    def draw(majority, year):
        base = alt.Chart(shares(majority, year), title=TITLE.format(100 - majority, year), width=300, height=270).encode(
            y=alt.Y("bloc:N", sort=None, title=None), x=alt.X("% of votes:Q", title=UNIT, scale=alt.Scale(domain=[0, 60])))
        bars = base.mark_bar().encode(color=alt.Color("can block alone:N", legend=None, scale=alt.Scale(domain=["yes", "no"], range=["#00695c", "#5f6b76"])))
        return bars + base.mark_text(align="left", dx=3).encode(text=alt.Text("% of votes:Q", format=".2f"))

    slider, year = ipywidgets.IntSlider(START, LOW, HIGH), ipywidgets.Dropdown(options=YEARS, value=YEAR)
    shown = alt.JupyterChart(draw(START, YEAR), embed_options={"renderer": "svg", "actions": False})

    def follow(_):
        shown.chart = draw(slider.value, year.value)
    slider.observe(follow, "value")
    year.observe(follow, "value")
    return ipywidgets.VBox([slider, year, shown])
