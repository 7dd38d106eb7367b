"""Gold questions + answers → the figures that say how good the answers are."""

from qa.evaluate.gold import Given, Gold, given, read_answers, read_gold
from qa.evaluate.quotable import quotable_letters
from qa.evaluate.report import Evaluation, evaluate

__all__ = ["Evaluation", "Given", "Gold", "evaluate", "given", "quotable_letters", "read_answers", "read_gold"]
