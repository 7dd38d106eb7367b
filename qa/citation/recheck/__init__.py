"""What has become of a saved answer: each citation, short answer and source holds, has moved, or is broken."""

from qa.citation.recheck.citations import check_answer
from qa.citation.recheck.findings import Checked, Outcome, Part, Report
from qa.types.answer_json import answer_from_dict

__all__ = ["Checked", "Outcome", "Part", "Report", "answer_from_dict", "check_answer"]
