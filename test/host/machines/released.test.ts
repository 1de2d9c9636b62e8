/** A host with a release: its first migration, people who use it, and then what breaks in production. */
import { HRMS } from "../../../lab/projects";
import { faults } from "./cases/faults";
import { FREQUENT_CHECK, hangs } from "./cases/hangs";
import { lifecycle } from "./cases/lifecycle";
import { journeys } from "./cases/journeys";
import { release } from "./cases/release";
import { shareHost } from "./shared";
import { machineSuite } from "./suite";

machineSuite("with a release", () => {
    // A small disk, because a test fills it.
    const shared = shareHost({ project: HRMS, healthCheck: FREQUENT_CHECK }, "web", { diskMib: 1536 });
    // First, because it migrates an empty database.
    release(shared);
    journeys(shared);
    hangs(shared);
    faults(shared);
    // Last, because the host does not return.
    lifecycle(shared);
});
