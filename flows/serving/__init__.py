"""`dossier serve`: runs at their times on one machine, each a process of its own."""

from flows.serving.job import Job, jobs_of
from flows.serving.service import Service

__all__ = ["Job", "Service", "jobs_of"]
