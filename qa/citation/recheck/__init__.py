"""What has become of a saved answer: each citation, short answer and source holds, has moved, or is broken."""

from qa.citation.recheck.citations import check_answer
from qa.citation.recheck.findings import AnswerCheck, CheckOutcome, CitationCheck, PartCheck
from qa.types.answer_json import answer_from_dict

__all__ = ["AnswerCheck", "CheckOutcome", "CitationCheck", "PartCheck", "answer_from_dict", "check_answer"]
