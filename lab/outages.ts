/** How a dependency stops working without refusing connections, which is what real outages look like. */
import { ADDRESSES } from "./network";
import type { Host } from "./host";
import type { Lab } from "./lab";

export type Dependency = "database" | "cache";

/** Ends an outage. */
type End = () => unknown;

type Outage = (lab: Lab, host: Host, dependency: Dependency) => End | Promise<End>;

/** By what the host sees. */
export const OUTAGES = {
    /** It accepts connections and answers nothing. */
    frozen: (lab, _, dependency) => {
        lab[dependency].signal("SIGSTOP");
        return () => {
            lab[dependency].signal("SIGCONT");
        };
    },
    /** Its packets get lost, also those of open connections, as during a failover. */
    silent: async (_, { machine }, dependency) => {
        await machine.sh(
            "nft add table inet outage; nft add chain inet outage in '{ type filter hook input priority -200; }'; " +
                `nft add rule inet outage in ip saddr ${ADDRESSES[dependency]} drop`,
        );
        return () => machine.sh("nft delete table inet outage");
    },
    /** It works a tenth of the time. */
    slow: (lab, _, dependency) => alternate(lab, dependency, 900, 100),
    /** It comes and goes. */
    flapping: (lab, _, dependency) => alternate(lab, dependency, 6000, 4000),
} as const satisfies Readonly<Record<string, Outage>>;

export type Way = keyof typeof OUTAGES;

/** Freezes it and lets it run in turns, each for that many milliseconds. */
function alternate(lab: Lab, dependency: Dependency, frozenMs: number, runningMs: number): End {
    let timer: NodeJS.Timeout;
    const turn = (frozen: boolean): void => {
        lab[dependency].signal(frozen ? "SIGSTOP" : "SIGCONT");
        timer = setTimeout(turn, frozen ? frozenMs : runningMs, !frozen);
    };
    turn(true);
    return () => {
        clearTimeout(timer);
        lab[dependency].signal("SIGCONT");
    };
}
