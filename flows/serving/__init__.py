"""`dossier serve`: runs at their times on one machine, each a process of its own."""

from flows.serving.job import Job
from flows.serving.service import Service
from flows.serving.timetable import ListedTimetable, Timetable

__all__ = ["Job", "ListedTimetable", "Service", "Timetable"]
