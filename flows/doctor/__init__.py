"""`dossier doctor`: whether everything that a run needs is there, and whether what earlier runs left is whole."""

from flows.doctor.examination import Answer, Patient, Verdict, examine

__all__ = ["Answer", "Patient", "Verdict", "examine"]
