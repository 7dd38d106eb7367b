"""What has become of a saved answer: each citation, short answer and source holds, has moved, or is broken."""

from qa.check.citations import check_answer
from qa.check.found import Checked, Outcome, Part, Report
from qa.check.saved import answer_from_dict

__all__ = ["Checked", "Outcome", "Part", "Report", "answer_from_dict", "check_answer"]
