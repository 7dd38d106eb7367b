from qa.index.remembered import Remembered


def test_what_was_made_is_not_made_again_and_the_oldest_goes_first() -> None:
    made: list[str] = []

    def make(keys: list[str]) -> list[str]:
        made.extend(keys)
        return [key.upper() for key in keys]

    kept = Remembered(2)
    assert kept.of_all("words", ["a", "b", "a"], make) == ["A", "B", "A"]
    assert kept.of_all("words", ["b", "a"], make) == ["B", "A"]
    assert made == ["a", "b"]
    kept.of_all("words", ["c"], make)
    assert kept.of_all("words", ["a", "c", "b"], make) == ["A", "C", "B"]
    assert made == ["a", "b", "c", "b"], "b was not asked for longest"


def test_kinds_do_not_meet_and_more_than_is_kept_is_still_given() -> None:
    kept = Remembered(1)
    assert kept.of_all("double", [1, 2, 3], lambda keys: [2 * key for key in keys]) == [2, 4, 6]
    assert kept.of_all("triple", [3], lambda keys: [3 * key for key in keys]) == [9]
