"""Does a cluster come to the same as this machine, also when part of it is lost on the way?"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from distributed import Security
from django.test import override_settings

import frontlinje
from frontlinje.base.errors import Conflict, Unavailable
from frontlinje.drills.player import played
from frontlinje.drills.playing_child import Told, play
from frontlinje.drills.rules.asked import Asked
from frontlinje.simulation.many import Job, outcomes, players
from frontlinje.simulation.rehearsal.cases import cases_of
from frontlinje.simulation.rehearsal.drill import Progress, drill
from frontlinje.simulation.rehearsal.told import plain_results
from frontlinje.simulation.tests.kept_kernel import KERNEL
from frontlinje.simulation.tests.sample import LIBRARY, sample
from tests.faults.live_cluster import LiveCluster
from tests.mail.certificates import Issuer
from tests.mail.waiting import until
from tests.simulator import simulator

__all__ = ["simulator"]

pytestmark = pytest.mark.usefixtures("simulator")

FILE = sample(half_width=0.0005, most_replications=200)
FILE = FILE.model_copy(update={"scenarios": FILE.scenarios[1:2], "plans": FILE.plans[:1]})
Tell = Callable[[Progress], None]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCluster]:
    """Return a cluster that all tests here use, who leave it with as many workers as they like."""
    cluster = LiveCluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.end()


def figures(cluster: str | None = None, tell: Tell | None = None) -> str:
    assert FILE.centre is not None
    cases = cases_of(FILE, centre=FILE.centre, library=LIBRARY)
    counted = drill(FILE, cases, kept_in=KERNEL, cluster=cluster, tell=tell)
    return json.dumps(plain_results(FILE, counted))


def jobs(read: list[int], n: int = 100) -> Iterator[Job]:
    assert FILE.centre is not None
    day = cases_of(FILE, centre=FILE.centre, library=LIBRARY)[0].day
    for k in range(n):
        read.append(k)
        yield Job(day=day, seed=5, first=k, n=1)


def test_one_two_and_four_workers_and_three_when_one_is_killed_come_to_the_same_to_the_last_bit(
    cluster: LiveCluster,
) -> None:
    alone = figures()
    for n in (1, 2, 4):
        cluster.have(n)
        assert figures(cluster.address) == alone
        played = cluster.n_played()
        assert len(played) == n
        assert all(played), "each of them played"

    def kill(progress: Progress) -> None:
        if len(cluster.workers) == 4:
            assert progress.n_done < FILE.most_replications
            cluster.lose(cluster.workers[0])

    assert figures(cluster.address, tell=kill) == alone
    assert len(cluster.n_played()) == 3


def test_whoever_reads_no_further_leaves_nothing_behind(cluster: LiveCluster) -> None:
    cluster.have(1)
    read: list[int] = []
    with closing(outcomes(jobs(read), cluster=cluster.address)) as played:
        next(played)
    assert len(read) < 10
    assert cluster.n_known() == 0


def other_program(folder: Path) -> str:
    """Return where a Frontlinje lies in which one line of the simulator is another."""
    unneeded = shutil.ignore_patterns("tests", "static", "locale", "templates", "__pycache__")
    copy = folder / "frontlinje"
    shutil.copytree(Path(frontlinje.__path__[0]), copy, ignore=unneeded)
    with (copy / "simulation" / "opening.py").open("a") as opening:
        opening.write("\n# another version\n")
    return str(folder)


def test_a_worker_that_may_not_write_where_it_should_says_so(
    cluster: LiveCluster, tmp_path: Path
) -> None:
    (tmp_path / "compiled").write_text("no folder")
    cluster.have(1)
    unable = cluster.start_worker(FRONTLINJE_HOME=str(tmp_path))
    with pytest.raises(Unavailable, match=r"simulation\.worker_cannot") as refused:
        list(outcomes(jobs([]), cluster=cluster.address))
    assert str(tmp_path) in str(refused.value.params["reason"])
    cluster.lose(unable)


def test_a_worker_of_another_version_is_refused_whenever_it_comes(
    cluster: LiveCluster, tmp_path: Path
) -> None:
    cluster.have(1)
    with players(cluster=cluster.address) as play_all:
        assert len(list(play_all(jobs([], n=3)))) == 3
        other = cluster.start_worker(PYTHONPATH=other_program(tmp_path))
        with pytest.raises(Conflict) as later:
            list(play_all(jobs([])))
    with pytest.raises(Conflict) as at_once:
        list(outcomes(jobs([]), cluster=cluster.address))
    for refused in (later, at_once):
        assert refused.value.code == "simulation.other_figures"
        assert str(refused.value.params["worker"]).startswith("tcp://127.0.0.1:")
    assert later.value.params == at_once.value.params
    cluster.lose(other)


@pytest.fixture
def closed_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveCluster]:
    """Return a cluster that speaks with whoever has its issuer's certificate, as a drill's has."""
    issuer = Issuer(tmp_path)
    certificate = str(issuer.issue())
    tls = {"CA_FILE": str(issuer.root)}
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        tls |= {f"{role}__CERT": certificate, f"{role}__KEY": certificate}
    security = Security(
        tls_ca_file=str(issuer.root), tls_client_cert=certificate, tls_client_key=certificate
    )
    variables = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": path for name, path in tls.items()}
    for name, path in variables.items():
        monkeypatch.setenv(name, path)
    cluster = LiveCluster(tmp_path, security=security)
    yield cluster
    cluster.end()


def told_by_screen(asked: Asked, during: Callable[[Told], None] = lambda _: None) -> list[Told]:
    heard: list[Told] = []
    with closing(played(asked)) as told:
        for one in told:
            if one is not None:
                heard.append(one)
                during(one)
    return heard


def test_a_drill_on_screen_is_played_by_a_cluster_with_certificates_and_says_when_it_is_gone(
    closed_cluster: LiveCluster,
) -> None:
    with pytest.raises(Unavailable, match=r"simulation\.no_scheduler"):
        list(outcomes(jobs([]), cluster=closed_cluster.address))  # here are no certificates
    asked = Asked(file=FILE, plans=LIBRARY, scenario_names={})
    here: list[Told] = []
    play(asked, kept_in=KERNEL, processes=1, tell=here.append)
    with override_settings(CLUSTER=closed_cluster.address):
        nobody = told_by_screen(asked)
        assert nobody[-1]["failed"]["code"] == "simulation.no_workers"
        closed_cluster.start_worker()
        there = told_by_screen(asked)
        assert there[-1]["fingerprint"] == here[-1]["fingerprint"]
        assert all(closed_cluster.n_played())
        long = FILE.model_copy(update={"most_replications": 5000})
        asked = asked.model_copy(update={"file": long})
        with closing(played(asked)) as stopped:
            assert any(one is not None for one in stopped)
        until(lambda: closed_cluster.n_known() == 0)
        gone = told_by_screen(asked, lambda _: closed_cluster.scheduler.kill())
    params: dict[str, Any] = {"address": closed_cluster.address}
    assert gone[-1] == {"failed": {"code": "simulation.no_scheduler", "params": params}}
    assert "progress" in gone[0], "it was under way"
