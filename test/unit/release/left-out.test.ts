import { omittedLines, whyLeftOut, type ProjectTree } from "../../../release/left-out";

const TREE: ProjectTree = {
    environments: ["venv", "tools/env"],
    databases: new Set(["data/people.db"]),
    packages: new Set(["media", "hrms"]),
};

test.each([
    ["hrms/settings.py", undefined],
    [".gitignore", undefined],
    [".github/workflows/ci.yml", undefined],
    [".git/config", "version control"],
    ["frontend/node_modules/vue/index.js", "node_modules"],
    ["venv/bin/python", "virtual environments"],
    ["venvs.py", undefined],
    ["tools/env/lib/x.py", "virtual environments"],
    ["lib/python3.13/site-packages/django/__init__.py", "virtual environments"],
    ["hrms/__pycache__/urls.cpython-313.pyc", "compiled Python"],
    ["backend/media/photos/1.jpg", "uploads"],
    ["mediafiles/1.jpg", "uploads"],
    ["hrms/static/media/logo.svg", undefined],
    ["media/models.py", undefined],
    ["media/templates/media/list.html", undefined],
    ["data/people.db", "databases"],
    ["data/cities.db", undefined],
    ["db.sqlite3", "databases"],
    ["db.sqlite3-wal", "databases"],
    ["backup-2026.sql", "database dumps"],
    ["people.sql.gz", "database dumps"],
    ["hrms/migrations/0002_view.sql", undefined],
])("%s: %s", (path, what) => {
    expect(whyLeftOut(path, TREE)).toBe(what);
});

test("each kind is one line, with a few paths and the number of the others", () => {
    expect(omittedLines({ uploads: ["a", "b", "c", "d", "e"], databases: ["f"] })).toEqual([
        "left out: uploads (a, b, c and 2 more)",
        "left out: databases (f)",
    ]);
});
