/**
 * Suites that show again what other suites show: with more versions, projects, programs, inputs or failures. They find
 * what one example cannot. See docs/adr/0019-two-parts-of-the-tests.md.
 */
export const BREADTH: readonly { readonly suite: string; readonly more: string }[] = [
    { suite: "test/engine/foreign/foreign", more: "programs: the policies on those of other people" },
    { suite: "test/engine/oldest", more: "versions: the oldest Pulumi CLI that works" },
    { suite: "test/engine/policies/levels-oldest", more: "versions: the oldest Pulumi CLI that works" },
    {
        suite: "test/engine/policies/mutations",
        more: "inputs: mutations of the production stack, some for each policy",
    },
    {
        suite: "test/engine/refusals/refusals",
        more: "inputs: everything that the simulated AWS rejects, through the engine",
    },
    { suite: "test/engine/simulator/interrupted", more: "failures: an update that is killed" },
    { suite: "test/engine/simulator/interruption", more: "failures: Ctrl-C at different moments" },
    {
        suite: "test/engine/simulator/refused",
        more: "failures: AWS rejects a resource in the middle of an update",
    },
    {
        suite: "test/engine/stack/agreement",
        more: "inputs: plans in process and the engine's, for several stacks",
    },
    { suite: "test/engine/stack/bad-input", more: "inputs: settings that nobody should type" },
    { suite: "test/engine/stack/deferred", more: "changes: those that wait for the maintenance window" },
    { suite: "test/engine/stack/settings", more: "changes: every setting with an update, and back" },
    { suite: "test/host/database-users-mysql", more: "versions: Oracle's MySQL beside MariaDB" },
    { suite: "test/host/machines/awkward", more: "projects: one with odd names, folders and packages" },
    { suite: "test/host/machines/boot", more: "failures: of what a host needs to boot and to stay up" },
    {
        suite: "test/host/machines/broken-off",
        more: "failures: a switch of releases that is killed at each of its steps",
    },
    { suite: "test/host/machines/closed", more: "networks: one without the Internet" },
    { suite: "test/host/machines/everyday", more: "projects: one like most public ones" },
    { suite: "test/host/machines/fleet", more: "hosts: web hosts and workers" },
    { suite: "test/host/machines/migrating", more: "hosts: three that migrate one database at once" },
    { suite: "test/host/machines/release-builders", more: "builders: each kind that can run here" },
    { suite: "test/host/machines/release-requirements", more: "projects: every way to name requirements" },
    { suite: "test/host/machines/release-static", more: "projects: front ends and many static files" },
    {
        suite: "test/host/machines/release-vulnerabilities",
        more: "projects: packages with known vulnerabilities",
    },
    { suite: "test/host/machines/releases", more: "projects: what a release contains, and what stops one" },
    { suite: "test/host/machines/separate", more: "projects: one with a front end of its own" },
    {
        suite: "test/host/machines/switching",
        more: "releases: bad ones, and ten thousand requests while good ones change",
    },
    {
        suite: "test/host/machines/unreleased",
        more: "hosts: one without a release, and what auditors find on it",
    },
    { suite: "test/host/requirements", more: "versions: both ends of each range of requirements" },
    { suite: "test/unit/fit/projects", more: "projects: packages of the index" },
    { suite: "test/unit/config/regions", more: "inputs: a preview of every region" },
];
