/** A host with a release: its first migration, people who use it, and then what breaks in production. */
import { HEALTH_CHECK } from "../../../components/edge";
import { HRMS } from "../../../lab/projects";
import { faults } from "./cases/faults";
import { hangs } from "./cases/hangs";
import { lifecycle } from "./cases/lifecycle";
import { journeys } from "./cases/journeys";
import { release } from "./cases/release";
import { shareHost } from "./shared";
import { machineSuite } from "./suite";

machineSuite("with a release", () => {
    // A small disk, because a test fills it.
    const shared = shareHost({ project: HRMS, healthCheck: HEALTH_CHECK }, "web", { diskMib: 1536 });
    // First, because it migrates an empty database.
    release(shared);
    journeys(shared);
    hangs(shared);
    faults(shared);
    // Last, because the host does not return.
    lifecycle(shared);
});
