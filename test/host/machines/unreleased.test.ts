/** A host before its first release: what its checks read, then what installs packages on it. */
import { hardening } from "./cases/hardening";
import { hostItems } from "./cases/items";
import { patching } from "./cases/patching";
import { scanners } from "./cases/scanners";
import { shareHost } from "./shared";
import { machineSuite } from "./suite";

machineSuite("without a release", () => {
    const shared = shareHost({}, "web");
    hostItems(shared);
    hardening(shared);
    patching(shared);
    // Last, because it installs the scanners.
    scanners(shared);
});
