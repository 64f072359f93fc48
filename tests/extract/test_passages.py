"""Short reports read the whole way: what a rule alone cannot show."""

from __future__ import annotations

import pytest

from kg.model import Body, DateValue, Document, Fact, Meeting, Quantity, Work
from kg.pipeline import facts_of

TITLE = "{}人大常委会2023年工作综述\n\n2023年，常委会依法履职。\n\n"


def read(text: str, place: str = "成都市") -> list[Fact]:
    return list(facts_of(Document("例.txt", TITLE.format(place) + text, "utf_8")).facts)


def steps(text: str, place: str = "成都市") -> set[tuple[str, str]]:
    found = [fact for fact in read(text, place) if fact.type == "LegislativeStep"]
    return {(fact.kind, work.title) for fact in found for work in fact.role("concerns") if isinstance(work, Work)}


def labels(text: str) -> dict[str, str]:
    """The wording of each figure by its number as printed."""
    figures = [fact for fact in read(text) if fact.type == "Statistic"]
    quantities = [value for fact in figures for value in fact.role("quantity") if isinstance(value, Quantity)]
    words = [str(fact.role("label")[0]) for fact in figures]
    return dict(zip([value.verbatim for value in quantities], words, strict=True))


def test_the_thing_counted_is_taken_from_the_number_before_without_its_verb() -> None:
    assert labels("市人大常委会共制定地方性法规12件，修改31件。") == {
        "12件": "制定地方性法规",
        "31件": "修改地方性法规",
    }


def test_a_rate_stands_alone() -> None:
    assert labels("全年办理代表建议300件，办结率100%。")["100%"] == "办结率"


def test_a_figure_over_several_years_is_of_none_of_them() -> None:
    (fact,) = [fact for fact in read("近三年共办理代表建议1200余件。") if fact.type == "Statistic"]
    (date,) = fact.role("date")
    assert isinstance(date, DateValue)
    assert date.until is not None
    assert (date.year, date.until.year, fact.role("year")) == (2021, 2023, ())


@pytest.mark.parametrize(
    ("place", "text", "approver"),
    [
        ("四川省", "批准《成都市停车管理条例》。", "四川省"),
        ("成都市", "《成都市停车管理条例》已获批准。", "四川省"),
        ("成都市", "《成都市停车管理条例》经省人大常委会批准。", "四川省"),
    ],
)
def test_a_province_approves_its_cities_regulations(place: str, text: str, approver: str) -> None:
    (fact,) = [fact for fact in read(text, place) if fact.kind == "approval"]
    (actor,) = fact.role("actor")
    body = actor.body if isinstance(actor, Meeting) else actor
    assert isinstance(body, Body)
    assert body.place.name == approver


def test_a_date_that_describes_a_title_dates_nothing_else() -> None:
    text = "本条例自2024年1月1日起施行，2007年6月1日公布的《成都市停车办法》同时废止。"
    (fact,) = [fact for fact in read(text) if fact.kind == "repeal"]
    (date,) = fact.role("date")
    assert isinstance(date, DateValue)
    assert (date.year, date.month, date.day) == (2024, 1, 1)


def test_each_of_several_dates_is_an_amendment() -> None:
    found = [fact for fact in read("《成都市绿化条例》2010年、2018年两次修改。") if fact.kind == "amendment"]
    assert {date.year for fact in found for date in fact.role("date") if isinstance(date, DateValue)} == {2010, 2018}


def test_a_draft_tells_its_reading() -> None:
    assert steps("会议审议了《成都市供水条例（草案二次审议稿）》。") == {("second-reading", "供水条例")}


def test_what_stands_in_a_plan_is_not_done() -> None:
    plan = (
        "成都市人大常委会2024年度立法计划\n\n一、审议项目\n1.制定《成都市养犬管理条例》\n2.修改《成都市物业管理条例》\n"
    )
    assert {fact.kind for fact in facts_of(Document("例.txt", plan, "utf_8")).facts} == {"plan-listing"}


def test_a_pointing_word_means_the_work_just_named() -> None:
    first = "市人大常委会通过《成都市养犬管理条例》（以下简称《条例》）。"
    text = f"{first}与《条例》同时获批的还有《成都市供水条例》，该条例自2024年1月1日起施行。"
    assert ("entry-into-force", "供水条例") in steps(text)
    assert ("entry-into-force", "养犬管理条例") not in steps(text)


@pytest.mark.parametrize(
    ("text", "kind", "outcome"),
    [
        ("审议《成都市供水条例（草案）》，因分歧较大暂缓表决。", "deliberation", "deferred"),
        ("《成都市供水条例（草案）》经二审未获通过。", "second-reading", "rejected"),
        ("对《成都市供水条例（草案）》进行初次审议，主任会议决定终止审议。", "first-reading", "withdrawn"),
        ("会议全票通过《成都市供水条例》。", "adoption", "passed-unanimously"),
        ("会议表决通过《成都市供水条例》。", "adoption", ""),
        ("对《成都市供水条例（草案）》进行二审，《成都市供热条例》暂缓表决。", "second-reading", ""),
    ],
)
def test_a_vote_that_failed_is_told_of_the_reading_and_makes_no_law(text: str, kind: str, outcome: str) -> None:
    facts = [fact for fact in read(text) if fact.type == "LegislativeStep"]
    assert [(fact.kind, "".join(map(str, fact.role("outcome")))) for fact in facts] == [(kind, outcome)]


def test_so_many_drafts_are_all_that_were_named_one_by_one() -> None:
    heard = "会议听取了关于《成都市观星条例（草案）》的说明，听取了关于《成都市赏月条例（草案）》的说明，"
    both = {("deliberation", "观星条例"), ("deliberation", "赏月条例")}
    assert steps(f"{heard}对两件法规草案进行了分组审议。") == both
    assert steps(f"{heard}对三件法规草案进行了分组审议。") == set()
    done = steps("修订了《成都市观星条例》，废止了《成都市赏月条例》，两件条例的修、废决定均由会议通过。")
    assert done == {("amendment", "观星条例"), ("repeal", "赏月条例")}


def test_a_title_alone_in_a_line_is_an_item_and_no_heading() -> None:
    plan = "一、继续审议项目\n1.《成都市观星条例（修订）》\n二、拟安排审议项目\n2.《成都市赏月条例》\n"
    found = facts_of(Document("例.txt", f"成都市人大常委会2023年度立法计划\n\n{plan}", "utf_8")).facts
    listed = [work.title for fact in found for work in fact.role("concerns") if isinstance(work, Work)]
    assert ({fact.kind for fact in found}, listed) == ({"plan-listing"}, ["观星条例", "赏月条例"])
