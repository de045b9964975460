"""How the sittings read, measured: short sentences, plain words."""

import pytest

from helpers import content
from tools import reading

COURSE = content.course()


def test_sentences_and_their_level_are_counted():
    assert reading.sentences("# A heading here\n\nOne *short* sentence. Is it? Yes, it is, says [a link](b.html) to it.\n\n- one line of a list\n- another line of it") == [
        "A heading here", "One short sentence.", "Yes, it is, says a link to it.", "one line of a list", "another line of it"]
    measured = reading.measure(["The cat sat on the mat."])
    assert measured["words"] == 6 and measured["level"] == pytest.approx(4.71 * 17 / 6 + 0.5 * 6 - 21.43)


@pytest.mark.parametrize("name", COURSE.sittings)
def test_a_sitting_reads_easily(name):
    measured = reading.measure(reading.texts(COURSE, COURSE.sittings[name]))
    assert measured["words_a_sentence"] <= 15 and measured["level"] <= 8 and len(measured["longest"].split()) <= 45, measured
