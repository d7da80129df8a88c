"""What everything shares: documents, landing-log lines, errors, settings. Imports nothing of ours."""
