/**
 * Suites that show again what other suites show: with more versions, more projects, more programs or more inputs. They find
 * what one example cannot. See docs/adr/0019-two-parts-of-the-tests.md.
 */
export const BREADTH: readonly { readonly suite: string; readonly more: string }[] = [
    { suite: "test/engine/foreign/foreign", more: "programs: the policies on those of other people" },
    { suite: "test/engine/oldest", more: "versions: the oldest Pulumi CLI that works" },
    {
        suite: "test/engine/policies/mutations",
        more: "inputs: mutations of the production stack, some for each policy",
    },
    { suite: "test/host/database-users-mysql", more: "versions: Oracle's MySQL beside MariaDB" },
    { suite: "test/host/machines/awkward", more: "projects: one with odd names, folders and packages" },
    { suite: "test/host/machines/everyday", more: "projects: one like most public ones" },
    { suite: "test/host/machines/separate", more: "projects: one with a front end of its own" },
    { suite: "test/host/requirements", more: "versions: both ends of each range of requirements" },
    { suite: "test/unit/fit/projects", more: "projects: packages of the index" },
    { suite: "test/unit/config/regions", more: "inputs: a preview of every region" },
];
