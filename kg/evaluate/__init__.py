"""What was extracted beside what a careful reader found: precision, recall, and each error with its words."""

from kg.evaluate.page import render
from kg.evaluate.records import Record, load_gold, record_of
from kg.evaluate.score import DocumentScore, Evaluation, Scores, Tally, evaluate

__all__ = ["DocumentScore", "Evaluation", "Record", "Scores", "Tally", "evaluate", "load_gold", "record_of", "render"]
