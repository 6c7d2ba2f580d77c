"""Plain Sphinx's configuration, read from Jupyter Book's ``_config.yml``.

For the forward build (``make forward``): the newest Sphinx, without Jupyter Book. What
Jupyter Book works out of ``_config.yml`` is small enough to be worked out here.
"""

from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
_config = YAML(typ="safe").load(ROOT / "_config.yml")
_sphinx = _config.get("sphinx", {})

project = _config["title"]
author = _config.get("author", "")
copyright = _config.get("copyright", "")
external_toc_path = str(ROOT / "_toc.yml")
exclude_patterns = [
    *_config.get("exclude_patterns", []),
    "_build",
    ".venv*",
    "**/node_modules",
]
if _config.get("only_build_toc_files", False):
    external_toc_exclude_missing = True
nb_execution_mode = _config.get("execute", {}).get("execute_notebooks", "off")

globals().update(_sphinx.get("config", {}))
extensions = [
    name
    for name in [
        *_sphinx.get("config", {}).get("extensions", []),
        *_sphinx.get("extra_extensions", []),
    ]
    if name != "jupyter_book"
]
