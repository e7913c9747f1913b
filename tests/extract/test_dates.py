"""Time expressions: the words kept, the EDTF value, its bounds, and what cannot be told."""

from __future__ import annotations

from datetime import date

import pytest

from kg.dates import bounds, is_edtf
from kg.extract.times.dates import Reference, find
from kg.model import Document, Timing, When


def times(text: str, published: str = "2024-12-11", *, past: bool = False) -> list[When]:
    document = Document("d", text, "d.txt", "", published=published)
    return list(find(document, 0, len(text), Reference.of(document), past=past))


@pytest.mark.parametrize(
    ("text", "edtf", "latest"),
    [
        ("We will finish by the end of 2024.", "2024-12-31", "2024-12-31"),
        ("complete these actions by April 2024", "2024-04", "2024-04-30"),
        ("completed by late Spring 2025", "2025-21", "2025-05-31"),
        ("Target: 31.01.25", "2025-01-31", "2025-01-31"),
        ("due on 2025-03-09", "2025-03-09", "2025-03-09"),
        ("by 1st of September 2024", "2024-09-01", "2024-09-01"),
        ("by mid-January 2024", "2024-01", "2024-01-31"),
        ("in late 2015", "2015", "2015-12-31"),
        ("by the start of 2026", "2026-01", "2026-01-31"),
        ("by Q3 2024/25", "2024-10/2024-12", "2024-12-31"),
        ("by Q4 2024/25", "2025-01/2025-03", "2025-03-31"),
        ("in the first quarter of 2025", "2025-01/2025-03", "2025-03-31"),
        ("by the end of 2024/25", "2025-03-31", "2025-03-31"),
        ("by the end of the calendar year (2022)", "2022-12-31", "2022-12-31"),
        ("during 2024-25", "2024-04/2025-03", "2025-03-31"),
        ("by the end of Q1 2023/24", "2023-06-30", "2023-06-30"),
        ("at the end of Q4 2023/24", "2024-03-31", "2024-03-31"),
        ("by the end of the third quarter of 2023", "2023-09-30", "2023-09-30"),
        ("by the close of the first half of 2024/25", "2024-09-30", "2024-09-30"),
        ("in quarter 3 of the 2024/25 financial year", "2024-10/2024-12", "2024-12-31"),
        ("during H2 2024/25", "2024-10/2025-03", "2025-03-31"),
        ("in the second half of 2024", "2024-07/2024-12", "2024-12-31"),
        ("before Christmas 2025", "2025-12-25", "2025-12-25"),
        ("by summer recess 2018", "2018-07", "2018-07-31"),
        ("before the Christmas recess 2018", "2018-12", "2018-12-31"),
        ("between October and December 2023", "2023-12", "2023-12-31"),
        ("from November to January 2024", "2024-01", "2024-01-31"),
        ("from May 2022 until June 2023", "2023-06", "2023-06-30"),
        ("by the end of 2022/23 Q3", "2022-12-31", "2022-12-31"),
        ("on Monday 6 June 2022", "2022-06-06", "2022-06-06"),
        ("over the course of 2023", "2023", "2023-12-31"),
        ("over the summer of 2023", "2023-22", "2023-08-31"),
        ("in the 2023/24 reporting year", "2023-04/2024-03", "2024-03-31"),
        ("in January or February 2023", "2023-02", "2023-02-28"),
        ("during May and June 2023", "2023-06", "2023-06-30"),
        ("in the early part of 2023", "2023", "2023-12-31"),
        ("not later than 3 May 2023", "2023-05-03", "2023-05-03"),
        ("in the week beginning 5 June 2023", "2023-06-05", "2023-06-05"),
        ("w/c 5 June 2023", "2023-06-05", "2023-06-05"),
        ("at the start of 2025/26", "2025-04", "2025-04-30"),
        ("before the start of 2025/26", "2025-03-31", "2025-03-31"),
        ("before the beginning of 2026", "2025-12-31", "2025-12-31"),
        ("in time for the 2025-26 business year", "2025-04", "2025-04-30"),
        ("in the 2025/26 fiscal year", "2025-04/2026-03", "2026-03-31"),
        ("from the start of the autumn term 2025", "2025-09", "2025-09-30"),
        ("twice a year from April 2025", "2025-04", "2025-04-30"),
        ("by Easter 2025", "2025-04-20", "2025-04-20"),
        ("between 28 May and 3 June 2023", "2023-06-03", "2023-06-03"),
        ("from 7–18 September 2023", "2023-09-18", "2023-09-18"),
        ("in May/June 2025", "2025-06", "2025-06-30"),
        ("in March, May and August 2023", "2023-08", "2023-08-31"),
        ("in the spring or summer of 2025", "2025-22", "2025-08-31"),
        ("over the winter of 2024/25", "2024-24", "2024-12-31"),
        ("between 2025 and 2027", "2027", "2027-12-31"),
        ("from 2025 to 2027", "2027", "2027-12-31"),
        ("in the last week of June 2025", "2025-06", "2025-06-30"),
        ("in the opening months of 2025", "2025-01", "2025-01-31"),
        ("midway through 2025", "2025", "2025-12-31"),
        ("later in 2025", "2025", "2025-12-31"),
        ("for the remainder of 2025", "2025", "2025-12-31"),
        ("in quarter one of 2022", "2022-01/2022-03", "2022-03-31"),
        ("in the first six months of 2025", "2025-01/2025-06", "2025-06-30"),
        ("in the last three months of 2025", "2025-10/2025-12", "2025-12-31"),
        ("by 31-May-23", "2023-05-31", "2023-05-31"),
        ("by 31-05-2023", "2023-05-31", "2023-05-31"),
        ("by May ’25", "2025-05", "2025-05-31"),
        ("prior to the end of May 2025", "2025-05-31", "2025-05-31"),
        ("not after 1 May 2025", "2025-05-01", "2025-05-01"),
        ("into February 2025", "2025-02", "2025-02-28"),
        ("around the end of May 2025", "2025-05-31", "2025-05-31"),
        ("effective from 1 May 2025", "2025-05-01", "2025-05-01"),
        ("starting May 2025", "2025-05", "2025-05-31"),
        ("in the 2024/25 academic year", "2024-09/2025-08", "2025-08-31"),
        ("by the end of academic year 2024/25", "2025-08-31", "2025-08-31"),
        ("in the spring term 2025", "2025-21", "2025-05-31"),
        ("over the summer holidays of 2025", "2025-22", "2025-08-31"),
        ("from summer 2024 to spring 2025", "2025-21", "2025-05-31"),
        ("by spring ’25", "2025-21", "2025-05-31"),
        ("in Q1/Q2 2025", "2025-04/2025-06", "2025-06-30"),
        ("by the 2nd quarter of 2025", "2025-04/2025-06", "2025-06-30"),
        ("in FY24-25", "2024-04/2025-03", "2025-03-31"),
        ("in the months of May and June 2025", "2025-06", "2025-06-30"),
    ],
)
def test_stated_dates(text: str, edtf: str, latest: str) -> None:
    (when,) = times(text)
    assert (when.edtf, str(when.latest), when.inferred) == (edtf, latest, False)
    assert when.span.exact == when.text


def test_a_date_goes_on_in_an_indented_line() -> None:
    (when,) = times("will be opened by the end of\n      October\n      2023, and a second")
    assert (when.edtf, when.text) == ("2023-10-31", "by the end of October 2023")


@pytest.mark.parametrize(
    ("text", "published", "past", "edtf"),
    [
        ("by the end of November", "2024-12-11", False, "2024?-11-30"),
        ("scheduled for 30 November", "2010-10/2010-11", False, "2010?-11-30"),
        ("by March", "2024-12-11", False, "2025?-03"),
        ("From 1st September the target rose", "2024-12-11", True, "2024?-09-01"),
        ("in December", "2024-03-01", True, "2023?-12"),
        ("later this year", "2024-12-11", False, "2024?"),
        ("earlier this year", "2022-06-13", True, "2022?"),
        ("by the end of the year", "2024-05-01", False, "2024?-12-31"),
        ("by year end", "2024-05-01", False, "2024?-12-31"),
        ("by the end of year", "2024-05-01", False, "2024?-12-31"),
        ("by financial year-end", "2024-12-11", False, "2025?-03-31"),
        ("by the end of the financial year", "2024-12-11", False, "2025?-03-31"),
        ("early in the new year", "2024-12-11", False, "2025?"),
        ("next year", "2024-12-11", False, "2025?"),
        ("within six months", "2024-12-11", False, "2025?-06"),
        ("over the next six–twelve months", "2024-12-11", False, "2025?-12"),
        ("within 10 days", "2024-12-11", False, "2024?-12-21"),
        ("in autumn", "2024-06-01", False, "2024?-23"),
        ("this winter", "2025-01-20", False, "2024?-24"),
        ("next spring", "2024-05-20", False, "2025?-21"),
        ("by next April", "2024-05-20", False, "2025?-04"),
        ("before Christmas", "2023-10-02", False, "2023?-12-25"),
        ("by Christmas", "2024-02-01", True, "2023?-12-25"),
        ("before the summer recess", "2023-05-02", False, "2023?-07"),
        ("before the House rises for the summer", "2023-05-02", False, "2023?-07"),
        ("by the end of the month", "2023-05-02", False, "2023?-05-31"),
        ("by the end of next month", "2023-12-02", False, "2024?-01-31"),
        ("before the new year", "2023-10-02", False, "2023?-12-31"),
        ("by the end of the final quarter of the financial year", "2023-10-02", False, "2024?-03-31"),
        ("in the second half of the year", "2023-05-02", False, "2023?-07/2023?-12"),
        ("in the first half of next year", "2023-05-02", False, "2024?-01/2024?-06"),
        ("nine months after publication", "2023-05-02", False, "2024?-02"),
        ("within three months of publication", "2023-10-02", False, "2024?-01"),
        ("within four weeks of the publication of this response", "2023-10-02", False, "2023?-10-30"),
        ("opened last month", "2023-01-02", True, "2022?-12"),
        ("opened last year", "2023-10-02", True, "2022?"),
        ("at the end of last year", "2023-07-03", True, "2022?-12-31"),
        ("last autumn", "2023-10-02", False, "2022?-23"),
        ("in March last year", "2023-10-02", True, "2022?-03"),
        ("by the end of March next year", "2023-02-02", False, "2024?-03-31"),
        ("by the autumn of next year", "2023-02-02", False, "2024?-23"),
        ("on 3 May next year", "2023-02-02", False, "2024?-05-03"),
        ("before the year is out", "2023-07-03", False, "2023?-12-31"),
        ("by the turn of the year", "2023-07-03", False, "2023?-12-31"),
        ("We will open it next year", "2023-07-03", False, "2024?"),
        ("by Easter", "2024-06-03", False, "2025?-04-20"),
        ("by Easter", "2024-03-04", False, "2024?-03-31"),
        ("at Easter", "2024-03-04", True, "2023?-04-09"),
        ("since Easter", "2024-06-03", True, "2024?-03-31"),
        ("in the run-up to Christmas", "2024-06-03", False, "2024?-12-25"),
        ("between May and August", "2024-06-03", False, "2024?-08"),
        ("in November and January", "2024-06-03", False, "2025?-01"),
        ("between now and the end of October", "2024-06-03", False, "2024?-10-31"),
        ("is booked for 2 July", "2024-06-03", True, "2024?-07-02"),
        ("in the first week of December", "2024-06-03", False, "2024?-12"),
        ("since the second week of May", "2024-06-03", True, "2024?-05"),
        ("since its February meeting", "2024-06-03", True, "2024?-02"),
        ("by the end of the quarter", "2024-05-03", False, "2024?-06-30"),
        ("next quarter", "2024-11-03", False, "2025?-01/2025?-03"),
        ("last quarter", "2024-02-03", True, "2023?-10/2023?-12"),
        ("next week", "2024-06-05", False, "2024?-06-10/2024?-06-16"),
        ("within a fortnight", "2024-06-03", False, "2024?-06-17"),
        ("in a year’s time", "2024-06-03", False, "2025?-06"),
        ("six months from now", "2024-06-03", False, "2024?-12"),
        ("over the course of the next six months", "2024-06-03", False, "2024?-12"),
        ("in a couple of months", "2024-06-03", False, "2024?-08"),
        ("in three or four months", "2024-06-03", False, "2024?-10"),
        ("opened six weeks ago", "2024-06-03", True, "2024?-04"),
        ("opened two months ago", "2024-01-03", True, "2023?-11"),
        ("opened a year ago", "2024-06-03", True, "2023?"),
        ("later this month", "2024-06-03", False, "2024?-06"),
        ("for the rest of the year", "2024-06-03", False, "2024?"),
        ("by new year", "2024-06-03", False, "2024?-12-31"),
        ("at the start of the new financial year", "2024-06-03", False, "2025?-04"),
        ("before the start of the financial year", "2024-06-03", False, "2025?-03-31"),
        ("since the start of this financial year", "2024-06-03", True, "2024?-04"),
        ("by the end of the reporting year", "2024-06-03", False, "2025?-03-31"),
        ("from the start of the spring term", "2024-06-03", False, "2025?-01"),
        ("with the October payments", "2024-06-03", False, "2024?-10"),
        ("in the autumn", "2025-01-14", False, "2025?-23"),
        ("in the autumn", "2024-11-14", False, "2024?-23"),
    ],
)
def test_inferred_years_are_marked(text: str, published: str, past: bool, edtf: str) -> None:
    (when,) = times(text, published, past=past)
    assert (when.edtf, when.inferred) == (edtf, True)
    assert when.latest is not None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("within six months of commencement", "2024-12-11"),
        ("three months after it is first delivered", "2024-12-11"),
        ("as soon as possible", "2024-12-11"),
        ("with immediate effect", "2024-12-11"),
        ("in due course", "2024-12-11"),
        ("by 31 February 2024", "2024-12-11"),
        ("by November", ""),
        ("by November", "2016~"),
        ("later this year", ""),
        ("earlier this year", "2022-01-13"),
        ("within two months of the publication of the Bill", "2024-12-11"),
        ("after the summer recess", "2024-12-11"),
        ("before the Easter recess", "2024-12-11"),
        ("by the end of next month", "2024"),
        ("in March next year", ""),
        ("not before April 2026", "2024-12-11"),
        ("no earlier than 1 May 2026", "2024-12-11"),
        ("after Easter", "2024-12-11"),
        ("by Easter", "2024"),
        ("in Q2", "2024-12-11"),
        ("by the end of the second quarter", "2024-12-11"),
        ("next week", "2024-12"),
        ("two months ago", "2024"),
        ("after six months", "2024-12-11"),
        ("as soon as the boats have been sold", "2024-12-11"),
        ("as quickly as possible", "2024-12-11"),
        ("at the next opportunity", "2024-12-11"),
        ("over the next few weeks", "2024-12-11"),
        ("in the months ahead", "2024-12-11"),
        ("in a matter of weeks", "2024-12-11"),
        ("in early course", "2024-12-11"),
        ("when parliamentary time allows", "2024-12-11"),
        ("by the end of this Parliament", "2024-12-11"),
    ],
)
def test_what_cannot_be_dated_keeps_its_words(text: str, published: str) -> None:
    (when,) = times(text, published)
    assert when.timing is Timing.NOT_DATABLE
    assert when.edtf is None
    assert when.text


@pytest.mark.parametrize("text", ["This is ongoing.", "It is checked every six weeks.", "It is checked each quarter."])
def test_ongoing_is_an_answer_of_its_own(text: str) -> None:
    (when,) = times(text)
    assert when.timing is Timing.ONGOING


@pytest.mark.parametrize(
    "text",
    [
        "the May 2023 referral form",
        "as part of the 24/25 strategy",
        "in response to the 2014 Deloitte review",
        "We may decide",
        "the Detention Centre Rules 2001 apply",
        "The ratio is between 10:1 and 12:1.",
        "in the 2021/22 budget",
        "under the 2022-23 delivery plan",
        "on Christmas Island",
        "over 2000 cases",
        "a mid-year review",
        "in the last year",
        "next year’s plan",
        "last month’s figures",
        "the first visit in two years",
        "the largest fall in ten years",
        "The port will close in stages",
        "around 2000 cases",
        "the last quarter",
        "next week’s meeting",
        "Christmas leave",
    ],
)
def test_names_that_look_like_dates(text: str) -> None:
    assert times(text) == []


def test_a_date_alone_on_its_line_needs_no_preposition() -> None:
    assert [when.edtf for when in times("September 2025")] == ["2025-09"]


def test_bounds_of_what_is_no_edtf() -> None:
    assert bounds("next Tuesday") == (None, None)
    assert bounds("/2010-11?")[0] is None


def test_a_season_may_have_an_inferred_year() -> None:
    assert is_edtf("2021?-23")
    assert bounds("2021?-23") == bounds("2021-23") == (date(2021, 9, 1), date(2021, 11, 30))
    assert not is_edtf("0000?-23")
    assert not is_edtf("2021?-25")
