/** A host with a release: its first migration, people who use it, and then what breaks in production. */
import { HRMS } from "../../../lab/projects";
import { clients } from "./cases/clients";
import { faults } from "./cases/faults";
import { FREQUENT_CHECK, hangs } from "./cases/hangs";
import { lifecycle } from "./cases/lifecycle";
import { journeys } from "./cases/journeys";
import { release } from "./cases/release";
import { driver } from "./driver";
import { shareHost } from "./shared";
import { machineSuite, needsImages } from "./suite";

machineSuite("with a release", () => {
    needsImages("mysql");
    const shared = shareHost(
        // With Oracle's MySQL, which RDS runs. The other suites have MariaDB.
        { project: HRMS, healthCheck: FREQUENT_CHECK, databaseServer: "mysql" },
        "web",
        // A small disk, because a test fills it.
        { diskMib: 1536 },
    );
    // First, because it migrates an empty database.
    release(shared);
    driver("mysql", shared);
    clients(shared);
    journeys(shared);
    hangs(shared);
    faults(shared);
    // Last, because the host does not return.
    lifecycle(shared);
});
