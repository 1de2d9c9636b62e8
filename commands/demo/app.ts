/**
 * `npx hrms demo --app PATH`: from a Django project to a page that you can log in to. The release is built, two hosts boot
 * with the stack's own files, and the commands that people type publish and deploy it.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDoor } from "../../lab/door";
import { buildImages } from "../../lab/image";
import { Lab } from "../../lab/lab";
import { whyNoMachines } from "../../lab/needed";
import { hrms } from "../../lab/operator";
import { buildRelease, type Release, type ReleaseRecord } from "../../release/build";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../release/builder";
import { Fault } from "../../release/fault";
import { carefully } from "../../system/interruption";

/** Browsers look up no name below localhost: it is this machine. */
const DOMAIN = "hrms.localhost";
const HOSTS = ["one", "two"];

export interface AppDemo {
    /** The project's folder. */
    readonly app: string;
    /** Folder of the results. */
    readonly out: string;
}

/** Why this machine cannot show an application; undefined if it can. */
export const whyNoAppDemo = (): string | undefined => whyNoMachines() ?? whyNoBuilder(OWN_ARCHITECTURE);

/** Shows the application until Ctrl-C. Returns the exit code. */
export const demoApp = (options: AppDemo): Promise<number> =>
    carefully(async (isInterrupted) => {
        try {
            const release = await build(options);
            if (isInterrupted()) return 1;
            await buildImages(["golden"]);
            const lab = await open(release);
            try {
                return await show(lab, release, options.out, isInterrupted);
            } finally {
                await lab.close();
            }
        } catch (error) {
            if (!(error instanceof Fault)) throw error;
            console.error(`\n${error.message}`);
            return 1;
        }
    });

const build = ({ app, out }: AppDemo): Promise<Release> =>
    buildRelease(
        {
            ...{ folder: app, revision: "folder", architecture: OWN_ARCHITECTURE, settings: {} },
            ...{ environment: {}, staticUrl: "/static/", without: {}, index: false },
        },
        join(out, "releases"),
        console.error,
    );

async function open({ record }: Release): Promise<Lab> {
    const { settings } = JSON.parse(readFileSync(record, "utf8")) as ReleaseRecord;
    const { projectFolder, settingsModule, wsgiApplication, debianPackages } = settings;
    const lab = await Lab.open({
        reportsErrors: false,
        settings: {
            ...{ domain: DOMAIN, hostedZone: DOMAIN, emailFrom: `hr@${DOMAIN}` },
            ...{ projectFolder, settingsModule, wsgiApplication, debianPackages },
        },
    });
    console.error(`Booting ${HOSTS.length} hosts`);
    const hosts = [];
    for (const name of HOSTS) hosts.push(await lab.launch(name));
    await Promise.all(hosts.map((host) => host.settled()));
    return lab;
}

async function show(lab: Lab, release: Release, out: string, isInterrupted: () => boolean): Promise<number> {
    const commands = [
        ["release", "publish", release.id, "--stack", "prod", "--from", join(out, "releases")],
        ["release", "deploy", release.id, "--stack", "prod", "--watch", "0"],
    ];
    for (const command of commands) {
        console.error(`\n$ npx hrms ${command.join(" ")}`);
        const { code } = await hrms(lab, command, (text) => process.stderr.write(text)).ended;
        if (code !== 0 || isInterrupted()) return 1;
    }
    const door = await openDoor(lab);
    console.log(
        `\nhttps://${DOMAIN}/ shows your application, on ${HOSTS.length} hosts behind a load balancer.\n` +
            `The browser warns, because only this demo trusts the certificate's authority (${lab.authority.caFile}).\n` +
            `Log in as ${lab.settings.superuserEmail} with the password in ${keepPassword(lab, out)}.\n` +
            "Ctrl-C ends it, and nothing stays.",
    );
    while (!isInterrupted()) await sleep(200);
    door.close();
    return 0;
}

/** In a file that only this user can read: what a terminal shows ends up in logs. */
function keepPassword(lab: Lab, out: string): string {
    mkdirSync(out, { recursive: true });
    const file = join(out, "superuser-password");
    writeFileSync(file, `${lab.secrets.superuserPassword}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
    return file;
}
