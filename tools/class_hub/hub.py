"""JupyterHub as this class needs it. Read by jupyterhub as its configuration; settings.json beside it in hub/ says the rest."""
import asyncio
import dbm
import json
import os
import resource
import sys
from pathlib import Path

from firstuseauthenticator import FirstUseAuthenticator
from jupyterhub.spawner import LocalProcessSpawner

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from class_hub import accounts  # noqa: E402

FIRST = "notebooks/00_start_here.ipynb"
PHONES = ("Mobi", "Android", "iPhone")
LONGEST_PASSWORD = 72  # bytes; bcrypt takes no more
MOST_PROCESSES = 400  # of one learner, threads counted


class ClassAuthenticator(FirstUseAuthenticator):
    """The first password typed for a name counts from then on; names are judged before anything is kept."""

    seats, names = 60, frozenset()

    def normalize_username(self, username):
        return accounts.account(username)

    def validate_username(self, username):
        return accounts.is_name(username)

    def problem(self, name, password, known):
        """Why this name or password cannot be taken, in a sentence, or ''."""
        if not accounts.is_name(name):
            return accounts.NAME_RULE
        if self.names and name not in self.names:
            return "This name is not on the list of this class. Type it as it was given to you, or ask who teaches."
        if not password or len(password.encode("utf-8", "replace")) > LONGEST_PASSWORD:
            return f"Type a password of {self.min_password_length} to {LONGEST_PASSWORD} letters."
        if name not in known and len(known) > self.seats:  # the instructor's own does not count
            return f"All {self.seats} seats of this class are taken. Ask who teaches."
        if name not in known and len(password) < self.min_password_length:
            return f"This name is new here. Choose a password of at least {self.min_password_length} letters for it."
        return ""

    async def authenticate(self, handler, data):
        name = self.normalize_username(data.get("username", ""))
        with dbm.open(self.dbm_path, "c", 0o600) as passwords:
            known = {key.decode() for key in passwords.keys()}
        handler.custom_login_error = self.problem(name, data.get("password", ""), known)
        if handler.custom_login_error:
            return None
        handler.custom_login_error = "This name has another password here. If the name is not yours, take another; if you forgot the password, ask who teaches."
        return await super().authenticate(handler, {**data, "username": name})


class ClassSpawner(LocalProcessSpawner):
    """A learner's server, under the learner's own account, which is made at first start; each of its processes has a limit."""

    folder, limit = Path(), 0

    async def make_account(self):
        try:
            await asyncio.to_thread(accounts.make, self.folder, self.user.name)
        except accounts.Refused as error:
            error.jupyterhub_message = str(error)
            raise

    def make_preexec_fn(self, name):
        as_learner = super().make_preexec_fn(name)

        def prepare():
            os.nice(5)  # hub and proxy first
            os.umask(0o077)
            for kind, most in ((resource.RLIMIT_DATA, self.limit), (resource.RLIMIT_NPROC, MOST_PROCESSES), (resource.RLIMIT_CORE, 0)):
                resource.setrlimit(kind, (most, most))
            as_learner()
        return prepare

    def user_env(self, env):
        return {**super().user_env(env), "SHELL": "/bin/sh"}  # the account's own shell lets nobody in


def where_to(handler):
    """The first notebook: in Notebook 7 on a telephone, in JupyterLab elsewhere; the learner's server starts on the way."""
    phone = any(word in handler.request.headers.get("User-Agent", "") for word in PHONES)
    return f"{handler.hub.base_url}user-redirect/{'notebooks' if phone else 'lab/tree'}/{FIRST}"


def words(tls):
    """What stands above the fields for name and password."""
    plain = "" if tls else " <strong>Others on this network could read along:</strong> your password and all that you type travel unencrypted."
    return ("<p>Choose a short name (a pen name is fine) and a password. The first time, both become yours; later the same two bring you back to your work. "
            f"Take a password that you use nowhere else.{plain}</p>"
            "<p>Your work stays on the computer that serves this class. Other learners cannot see it. The person who runs that computer could.</p>")


def configure(c, settings):
    """Put the settings of this class into JupyterHub's."""
    folder, env, tls = Path(settings["folder"]), Path(sys.prefix), settings["tls"]
    ClassSpawner.folder, ClassSpawner.limit = folder, settings["memory"] * 10**6
    ClassAuthenticator.seats, ClassAuthenticator.names = settings["seats"], frozenset(settings["names"])
    c.JupyterHub.bind_url = f"http{'s' if tls else ''}://{settings['address']}:{settings['port']}"
    if tls:
        c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = tls
    c.JupyterHub.hub_ip, c.JupyterHub.hub_port = "127.0.0.1", settings["port"] + 1
    c.JupyterHub.proxy_class = "jupyterhub_traefik_proxy.fileprovider.TraefikFileProviderProxy"
    c.TraefikProxy.traefik_api_url = f"http://127.0.0.1:{settings['port'] + 2}"
    c.TraefikProxy.traefik_log_level = "ERROR"
    c.TraefikProxy.extra_static_config = {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},  # nothing leaves this network
        "entryPoints": {"https" if tls else "http": {"transport": {"lifeCycle": {"graceTimeOut": "1s"}}}}}  # at the end, do not wait for open notebooks
    c.JupyterHub.authenticator_class, c.JupyterHub.spawner_class = ClassAuthenticator, ClassSpawner
    c.FirstUseAuthenticator.dbm_path = str(folder / "hub" / "passwords.dbm")
    c.Authenticator.allow_all = True
    c.JupyterHub.active_server_limit = settings["seats"] + 1
    c.JupyterHub.default_url = where_to
    c.JupyterHub.template_vars = {"announcement_login": words(tls)}
    c.JupyterHub.log_level = "WARN"
    # The rights of an administrator but for one: opening learners' servers.
    c.JupyterHub.load_roles = [
        {"name": "instructor", "scopes": ["admin-ui", "admin:users", "admin:servers", "read:hub"], "users": [settings["instructor"]]},
        {"name": "culler", "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"], "services": ["culler"]}]
    c.JupyterHub.services = [{"name": "culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={settings['idle'] * 60}"]}]
    c.Spawner.pre_spawn_hook = ClassSpawner.make_account
    c.Spawner.cmd = [str(env / "bin" / "jupyterhub-singleuser")]
    c.Spawner.args = ["--log-level=WARN"]
    c.Spawner.notebook_dir = "~/course"
    c.Spawner.default_url = f"/lab/tree/{FIRST}"
    c.Spawner.environment = {"PYTHONPATH": lambda spawner: str(folder / "home" / spawner.user.name / "course"), "COURSE_HAND_IN": str(folder / "drop"),
                             # One computer, many learners: no more threads than are used. A short path, because a socket's may have 107 characters.
                             "OPENBLAS_NUM_THREADS": "1", "JUPYTER_RUNTIME_DIR": lambda spawner: str(folder / "home" / spawner.user.name / ".run")}
    c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # a whole class comes in at once
    c.LocalProcessSpawner.interrupt_timeout, c.LocalProcessSpawner.term_timeout = 5, 5


if "get_config" in globals():
    configure(get_config(), json.loads(Path("settings.json").read_text(encoding="utf-8")))  # noqa: F821  jupyterhub gives it
