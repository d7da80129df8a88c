"""The main job as a Prefect flow: documents in, the published warehouse out."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext

from prefect import State, flow, task
from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.states import Cancelled, Completed, Failed

from core.wording import counted
from extraction.fetching.addresses import is_address
from extraction.reading import discover, passed_by
from flows.batches import Batch, batches
from flows.progress import current_progress
from flows.report import RunReport, report_on, totals_of
from flows.request import RunRequest
from flows.run import Run, open_run
from flows.stopping import ended_by_signals, interruptible
from flows.telling import tell, told_if_it_breaks_off
from warehouse.load import load_and_publish

BATCHES_AT_ONCE = 2
"""The next batch begins while the last documents of a batch are in work; how many documents are is `concurrency`."""


@flow(name="extract-documents", persist_result=False)
async def extract_documents(request: RunRequest) -> State[RunReport]:
    """Extract what is new among the documents of `request`, load it, publish it, and report.

    The landing log is the cache and the memory of what is done: Prefect keeps no results and retries nothing.
    """
    run_id = str(flow_run.id)
    async with told_if_it_breaks_off(request, run_id, current_progress().say):
        sources = await find_sources(request)
        async with open_run(request, run_id) as run:
            await extract_all(run, sources)
        await load(run)
        report = await publish_report(run)
    return as_state(report)


async def extract_all(run: Run, sources: list[str]) -> None:
    """Extract in batches, two at a time, until all are done or the run is stopped."""
    places = asyncio.Semaphore(BATCHES_AT_ONCE)
    documents = asyncio.Semaphore(run.settings.concurrency)

    async def extract_when_free(batch: Batch) -> None:
        async with places:
            if not run.stop.reason:
                await extract_batch.with_options(task_run_name=str(batch))(run, batch, documents)

    with ended_by_signals(run.stop, run.progress.say) if run.progress.attended else nullcontext():
        if any(map(is_address, sources)):
            sources = await follow_lists(run, sources)
        run.counts.left_out += passed_by(run.request.sources)
        run.progress.begin(len(sources))
        sources = await pass_unchanged(run, sources)
        async with asyncio.TaskGroup() as group:
            for batch in batches(sources, run.settings.batch_size):
                group.create_task(extract_when_free(batch))
    run.progress.end()


@task(name="discover", cache_policy=NO_CACHE, persist_result=False)
async def find_sources(request: RunRequest) -> list[str]:
    """Return the sources of the run; raises UsageError where there is nothing."""
    return list(discover(request.sources, addresses=True))


@task(name="follow", cache_policy=NO_CACHE, persist_result=False)
async def follow_lists(run: Run, sources: list[str]) -> list[str]:
    """Return `sources` with the pages that feeds, sitemaps and lists among them name."""
    return await run.follow(sources)


@task(name="unchanged", cache_policy=NO_CACHE, persist_result=False)
async def pass_unchanged(run: Run, sources: list[str]) -> list[str]:
    """Return the sources that are not as an earlier run has read them; the others are dealt with by that."""
    return await run.pass_unchanged(sources)


@task(name="extract", cache_policy=NO_CACHE, persist_result=False)
async def extract_batch(run: Run, batch: Batch, documents: asyncio.Semaphore) -> None:
    """Extract the documents of one batch; a document that fails is landed as failed and stops nothing."""
    await run.process_all(batch.sources, documents)


@task(name="load", cache_policy=NO_CACHE, persist_result=False)
async def load(run: Run) -> None:
    """Load what has landed and publish it; the event loop has nothing else to do meanwhile."""
    with interruptible():
        run.touched = load_and_publish(run.warehouse, on_wait=run.progress.say).touched


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
async def publish_report(run: Run) -> RunReport:
    """Return what was done, and show it in Prefect."""
    done = report_on(run, totals_of(run.warehouse, run.touched))
    report, page = await tell(done, run.settings, run.progress.say)
    await acreate_markdown_artifact(page, key="report")
    await acreate_table_artifact(report.table(), key="records")
    return report


def as_state(report: RunReport) -> State[RunReport]:
    """Return the state that Prefect gives the run: failed if nothing can succeed until somebody changes something."""
    match report.outcome:
        case "done":
            return Completed(data=report)
        case "failed_documents":
            return Completed(
                data=report, name="Documents failed", message=f"{counted(report.failed, 'document')} failed"
            )
        case "budget":
            return Completed(data=report, name="Budget reached", message=report.message)
        case "interrupted":
            return Cancelled(data=report, message="interrupted")
        case "stopped":
            return Failed(data=report, message=report.message)
