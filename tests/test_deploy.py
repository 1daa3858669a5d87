"""What a deployment is described by: the image, the compose file, the settings, the locks."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LOCKS = [ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock"]
DOCUMENTED = set(re.findall(r"(?m)^([A-Z_]+)=", ENV_EXAMPLE))

PRODUCTION = {
    "SITE_URL": "https://camket.example.vn",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "DATABASE_URL": "postgres://camket:x@database:5432/camket",
    "REDIS_URL": "redis://broker:6379/0",
    "EMAIL_URL": "smtp://mailbox:1025",
}


def manage(*command: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py …` with this environment and nothing of the developer's own."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
        umask=0o022,
    )


class TestCompose:
    def test_has_the_services_of_production(self) -> None:
        expected = {"web", "worker", "beat", "database", "broker", "proxy", "mailbox"}
        assert set(SERVICES) == expected
        assert SERVICES["database"]["image"] == "postgres:16"

    @pytest.mark.parametrize("name", sorted(SERVICES))
    def test_every_service_has_a_health_check(self, name: str) -> None:
        assert SERVICES[name]["healthcheck"]["test"]

    @pytest.mark.parametrize("name", ["web", "worker", "beat"])
    def test_what_we_built_may_do_little(self, name: str) -> None:
        service = SERVICES[name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert "no-new-privileges:true" in service["security_opt"]
        assert "ports" not in service

    def test_only_the_proxy_is_reached_from_outside(self) -> None:
        for name, service in SERVICES.items():
            for port in service.get("ports", []):
                assert name == "proxy" or port.startswith("127.0.0.1:"), name

    def test_the_mailbox_is_started_only_when_asked_for(self) -> None:
        assert SERVICES["mailbox"]["profiles"] == ["mail-catcher"]
        assert [n for n, s in SERVICES.items() if "profiles" in s] == ["mailbox"]

    def test_volumes_keep_the_data_and_are_declared(self) -> None:
        named = {
            volume.split(":")[0]
            for service in SERVICES.values()
            for volume in service.get("volumes", [])
            if not volume.startswith(".")
        }
        assert named == set(COMPOSE["volumes"]) == {"files", "database", "certificates"}

    def test_mounted_files_exist(self) -> None:
        for service in SERVICES.values():
            for volume in service.get("volumes", []):
                if volume.startswith("."):
                    assert (ROOT / volume.split(":")[0]).is_file(), volume

    def test_no_secret_is_written_in_it(self) -> None:
        text = (ROOT / "docker-compose.yml").read_text("utf-8")
        for value in re.findall(r"(?m)^ *[A-Z_]*(?:PASSWORD|SECRET_KEY): (.+)$", text):
            assert value.startswith("${"), value
        for password in re.findall(r"://\w+:([^@\n]+)@", text):
            assert password.startswith("${"), password

    def test_every_variable_is_documented(self) -> None:
        text = (ROOT / "docker-compose.yml").read_text("utf-8")
        assert set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text)) <= DOCUMENTED

    def test_is_not_started_without_what_people_must_choose(self) -> None:
        for name in ("web", "worker", "beat"):
            given = SERVICES[name]["environment"]
            for key in ("SITE_URL", "SECRET_KEY", "EMAIL_URL"):
                assert given[key].startswith(f"${{{key}:?"), (name, key)

    def test_worker_and_beat_run_the_project_s_celery(self) -> None:
        assert SERVICES["worker"]["command"][:4] == ["celery", "-A", "camket", "worker"]
        assert SERVICES["beat"]["command"][:4] == ["celery", "-A", "camket", "beat"]


class TestDockerfile:
    def test_is_built_in_stages_and_runs_without_root(self) -> None:
        assert len(re.findall(r"(?m)^FROM ", DOCKERFILE)) == 2
        users = re.findall(r"(?m)^USER (.+)$", DOCKERFILE)
        assert users == ["camket"]
        assert DOCKERFILE.index("USER camket") > DOCKERFILE.rindex("RUN ")

    def test_installs_only_what_the_lock_names(self) -> None:
        assert "--require-hashes" in DOCKERFILE
        assert "requirements.lock" in DOCKERFILE

    @pytest.mark.parametrize(
        "package", ["fonts-liberation2", "libpango-1.0-0", "libpangoft2-1.0-0"]
    )
    def test_brings_fonts_and_pango(self, package: str) -> None:
        assert re.search(rf"{re.escape(package)}\b", DOCKERFILE)

    def test_has_a_health_check(self) -> None:
        assert "HEALTHCHECK" in DOCKERFILE
        assert "/readyz" in DOCKERFILE

    def test_the_build_sees_only_what_it_needs(self) -> None:
        lines = (ROOT / ".dockerignore").read_text("utf-8").split()
        assert lines[0] == "*"
        assert "!.env" not in lines


class TestSettings:
    def test_check_deploy_is_clean_in_production(self, tmp_path: Path) -> None:
        done = manage("check", "--deploy", "--fail-level", "WARNING", var=tmp_path, **PRODUCTION)
        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout

    def test_check_deploy_is_not_clean_with_debug(self, tmp_path: Path) -> None:
        done = manage(
            "check", "--deploy", "--fail-level", "WARNING", var=tmp_path, **PRODUCTION, DEBUG="1"
        )
        assert done.returncode != 0
        assert "security.W018" in done.stderr

    @pytest.mark.parametrize(
        ("change", "warning"),
        [({"EMAIL_URL": ""}, "camket.W001"), ({"CAMKET_TODAY": "2021-03-19"}, "camket.W002")],
    )
    def test_check_deploy_tells_a_demonstration_from_an_installation(
        self, tmp_path: Path, change: dict[str, str], warning: str
    ) -> None:
        asked = ("check", "--deploy", "--fail-level", "WARNING")
        done = manage(*asked, var=tmp_path, **PRODUCTION | change)
        assert done.returncode != 0
        assert re.findall(r"camket\.W\d+", done.stderr) == [warning]
        at_home = {"SITE_URL": "http://127.0.0.1:8000"}
        done = manage(*asked, var=tmp_path, **PRODUCTION | change | at_home)
        assert "camket." not in done.stderr

    def test_nothing_need_be_set(self, tmp_path: Path) -> None:
        done = manage("check", var=tmp_path)
        assert done.returncode == 0, done.stderr

    def test_the_generated_key_is_kept_and_private(self, tmp_path: Path) -> None:
        manage("check", var=tmp_path)
        key = tmp_path / "secret-key"
        first = key.read_text("ascii")
        manage("check", var=tmp_path)
        assert key.read_text("ascii") == first
        assert len(first) >= 50
        assert key.stat().st_mode & 0o077 == 0

    def test_what_is_written_is_not_for_the_world(self, tmp_path: Path) -> None:
        var = tmp_path / "var"
        done = manage("migrate", "--verbosity", "0", var=var)
        assert done.returncode == 0, done.stderr
        done = manage("collectstatic", "--no-input", "--verbosity", "0", var=var)
        assert done.returncode == 0, done.stderr
        written = [var, *var.rglob("*")]
        assert var / "camket.sqlite3" in written
        assert [path for path in written if path.stat().st_mode & 0o007] == []

    @pytest.mark.parametrize("way_in", ["camket.wsgi", "camket.celery"])
    def test_no_way_in_leaves_the_door_open(self, tmp_path: Path, way_in: str) -> None:
        tried = f"import os, {way_in} as it; it.app.conf.timezone if 'celery' in it.__name__ else 0"
        done = subprocess.run(
            [sys.executable, "-c", f"{tried}; print(oct(os.umask(0)))"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
            umask=0,
        )
        assert done.stdout == "0o27\n"

    def test_an_empty_line_of_the_example_counts_as_not_given(self, tmp_path: Path) -> None:
        empty = dict.fromkeys(DOCUMENTED - {"VAR_DIR"}, "")
        done = manage("check", var=tmp_path, **empty)
        assert done.returncode == 0, done.stderr

    def test_every_key_read_is_documented(self) -> None:
        source = (ROOT / "camket" / "settings.py").read_text("utf-8")
        read = set(re.findall(r"(?:_told|env\.\w+)\(\s*\"([A-Z_]+)\"", source))
        assert read
        assert read - {"POSTGRES_PASSWORD"} <= DOCUMENTED
        assert DOCUMENTED - {"POSTGRES_PASSWORD"} <= read

    def test_no_key_is_hard_coded(self) -> None:
        source = (ROOT / "camket" / "settings.py").read_text("utf-8")
        assert not re.search(r"SECRET_KEY\s*=\s*[\"']", source)


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS, ids=["production", "tests"])
    def test_every_package_is_pinned_with_hashes(self, lock: Path) -> None:
        entries = re.split(r"(?m)^(?=[a-z0-9])", lock.read_text("utf-8"))[1:]
        assert entries
        for entry in entries:
            assert re.match(r"[a-z0-9.-]+==[^ ]+ ", entry), entry
            assert "--hash=sha256:" in entry, entry

    @pytest.mark.parametrize("lock", LOCKS, ids=["production", "tests"])
    def test_no_index_host_is_named(self, lock: Path) -> None:
        assert not re.search(
            r"(?i)://|index|find-links|trusted-host|file:", lock.read_text("utf-8")
        )

    def test_tests_run_on_the_versions_of_production(self) -> None:
        production, everything = (
            set(re.findall(r"(?m)^([a-z0-9.-]+==[^ ]+)", lock.read_text("utf-8"))) for lock in LOCKS
        )
        assert production <= everything

    def test_each_dependency_says_why_in_one_line(self) -> None:
        text = (ROOT / "pyproject.toml").read_text("utf-8")
        project = tomllib.loads(text)
        named = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
        for dependency in named:
            assert re.search(rf'(?m)^    # .+\n    "{re.escape(dependency)}",$', text), dependency


class TestMakefile:
    @pytest.mark.parametrize(
        "target",
        [
            "install",
            "run",
            "demo",
            "test",
            "test-services",
            "test-browser",
            "lint",
            "bench",
            "lock",
            "shots",
        ],
    )
    def test_target_exists_and_says_what_it_does(self, target: str) -> None:
        assert re.search(rf"(?m)^{target}:.*## .+", MAKEFILE)

    def test_the_demonstration_is_served_where_it_is_asked_for(self) -> None:
        told = subprocess.run(
            ["make", "--dry-run", "demo", "PORT=8123"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        serving = next(line for line in told.splitlines() if "manage.py serve" in line)
        assert serving.endswith("serve --bind 127.0.0.1:8123")
        assert "SITE_URL=http://127.0.0.1:8123 " in serving

    def test_ci_runs_all_that_must_pass(self) -> None:
        script = (ROOT / ".ci" / "run").read_text("utf-8")
        for line in ["make lint", "tested test", "tested test-services", "tested test-browser"]:
            assert re.search(rf"(?m)^{line}$", script), line
