/** Files in the project: static references, environment files, data that belongs to people. */
import { rule, type Rule } from "../rule";

export const FILES: readonly Rule[] = [
    rule({
        id: "env-file",
        severity: "error",
        of: "env-file",
        when: ({ sample }) => !sample,
        what: "The project contains an environment file that is no sample.",
        consequence:
            "It would override what hosts set, and its secrets would be in every release. A release with it is refused.",
        fix: ({ file }) =>
            `git rm --cached ${file} && echo ${file} >> .gitignore, and replace the secrets in it: they stay in the history.`,
    }),
    rule({
        id: "static-slash",
        severity: "info",
        of: "static-slash",
        what: "{% static %} has a name with a leading slash.",
        consequence:
            "It works on hosts, as with Django's default storage. Other storages with hashed names answer 400 or 500 for it.",
        fix: ({ file }) => `sed -i -E "s#(\\{% *static +['\\"])/+#\\1#g" ${file}`,
    }),
    rule({
        id: "static-hard",
        severity: "warning",
        of: "static-hard",
        what: ({ name }) => `${name} is written out.`,
        consequence:
            "Static files have hashed names on static.<domain>. Without {% static %}, browsers keep an old file after a release.",
        fix: ({ name }) => `{% load static %} and {% static '${name.replace(/^\/static\//, "")}' %}`,
    }),
    rule({
        id: "static-missing",
        severity: "warning",
        of: "static-missing",
        what: ({ name }) => `The file names ${name}, which does not exist.`,
        consequence: "collectstatic lists it, and browsers get 404 for it.",
        fix: "Add the file, or delete the reference.",
    }),
    rule({
        id: "static-folder",
        severity: "warning",
        of: "static-folder",
        what: ({ folder }) => `STATICFILES_DIRS names ${folder}, which git does not have.`,
        consequence: "Django warns (staticfiles.W004), and nothing from it is served.",
        fix: ({ folder }) =>
            `Delete the entry, or: mkdir -p ${folder} && touch ${folder}/.gitkeep && git add ${folder}`,
    }),
    rule({
        id: "node-build",
        severity: "info",
        of: "node-build",
        what: "package.json has a build script.",
        consequence: "A release is built without Node: it has the scripts and style sheets that git has.",
        fix: "Run npm ci && npm run build before you build the release, or commit what it makes.",
    }),
    rule({
        id: "database-file",
        severity: "warning",
        of: "database-file",
        what: ({ what }) => `The project contains a database (${what}).`,
        consequence:
            "People's data is in git, for everybody who can read it. Releases leave it out, and hosts do not use it.",
        fix: ({ file }) =>
            `git rm --cached ${file} && echo ${file} >> .gitignore, then remove it from the history (git filter-repo).`,
    }),
    rule({
        id: "uploads",
        severity: "warning",
        of: "uploads",
        what: ({ files }) =>
            `The project contains ${files === 1 ? "an uploaded file" : `${files} uploaded files`}.`,
        consequence:
            "Uploads can be people's documents, and are in git for everybody who can read it. Hosts keep uploads in S3.",
        fix: ({ file }) =>
            `git rm -r --cached ${file} && echo ${file}/ >> .gitignore. Copy what is needed to the bucket.`,
    }),
    rule({
        id: "vendored",
        severity: "warning",
        of: "vendored",
        what: ({ files }) => `The project contains ${files} files of installed packages.`,
        consequence: "They are left out of a release, which installs requirements.txt instead.",
        fix: ({ file }) => `git rm -r --cached ${file} && echo ${file}/ >> .gitignore`,
    }),
    rule({
        id: "shadows-package",
        severity: "warning",
        of: "shadow",
        what: ({ name }) => `${name}.py is beside manage.py.`,
        consequence: ({ name }) =>
            `Python finds it before the package ${name}: \`import ${name}\` in manage.py's processes gets this file.`,
        fix: ({ name }) => `git mv ${name}.py ${name}_settings.py`,
    }),
];
