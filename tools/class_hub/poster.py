"""The page to project: the address and its QR code. Also the instructor's first password. Run in the hub's own environment."""
import dbm
import json
import secrets
import sys
from html import escape
from pathlib import Path

import bcrypt
import segno

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Join the class</title>
<style>body {{ font: 2.2rem/1.4 system-ui, sans-serif; color: #111; background: #fff; text-align: center; margin: 3vh 4vw }}
svg {{ width: min(56vh, 80vw); height: min(56vh, 80vw) }} code {{ font-size: 3rem; overflow-wrap: anywhere }} p {{ margin: .4em 0 }}</style>
<h1>Join the class</h1>
{svg}
<p><code>{url}</code></p>
<p>Same network as this computer. Choose a short name and a password of 7 letters or more.</p>{warning}
</html>
"""
WARNING = "\n<p><strong>Others on this network could read along.</strong> Take a password that you use nowhere else.</p>"


def main(folder, url, instructor):
    settings = json.loads((folder / "hub" / "settings.json").read_text(encoding="utf-8"))
    code = segno.make(url, error="m", micro=False)
    page = PAGE.format(svg=code.svg_inline(border=2, omitsize=True), url=escape(url), warning="" if settings["tls"] else WARNING)
    (folder / "join.html").write_text(page, encoding="utf-8")
    (folder / "join.html").chmod(0o644)
    code.terminal(border=2, compact=True)
    with dbm.open(str(folder / "hub" / "passwords.dbm"), "c", 0o600) as passwords:
        if instructor.encode() not in passwords:  # or a learner could take this name first
            word = "-".join(secrets.token_hex(2) for _ in range(3))
            passwords[instructor] = bcrypt.hashpw(word.encode(), bcrypt.gensalt())
            print(f"You are {instructor}, and your first password is {word}. It is not shown again; change it at {url}/hub/auth/change-password.")
        else:
            print(f"You are {instructor}, with the password that this name has here already.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
