"""Answers that came in files, as a Prefect flow: into the log, and out of it into the published warehouse."""

from __future__ import annotations

from contextlib import nullcontext

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.batch_import import Import, open_import
from flows.batch_plan import ImportRequest
from flows.extract_documents import as_state, load, publish_report
from flows.report import RunReport
from flows.stopping import ended_by_signals


@flow(name="import-answers", persist_result=False)
async def import_answers(request: ImportRequest) -> State[RunReport]:
    """Land the answers of result files, extract their documents, load them, publish, and report."""
    async with open_import(request, str(flow_run.id)) as answers:
        await land_answers(answers)
        await extract_answered(answers)
    await load(answers.run)
    report = await publish_report(answers.run)
    said = {"problems": answers.problems.texts(), "notes": answers.notes()}
    return as_state(report.model_copy(update=said))


@task(name="land", cache_policy=NO_CACHE, persist_result=False)
async def land_answers(answers: Import) -> None:
    """Put every answer on disk before anything is made of it."""
    answers.land_answers()


@task(name="extract", cache_policy=NO_CACHE, persist_result=False)
async def extract_answered(answers: Import) -> None:
    """Extract what the log now answers; sends nothing."""
    run = answers.run
    with ended_by_signals(run.stop, run.progress.say) if run.progress.attended else nullcontext():
        await answers.extract_answered()
