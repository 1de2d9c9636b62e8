/** The other builders: Podman makes the same bytes as systemd-nspawn, a Debian 13 itself a release of the same packages. */
import * as fs from "node:fs";
import * as path from "node:path";
import { enter, NSPAWN_SETUP } from "../../../debian/nspawn";
import { makeTree } from "../../../debian/tree";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { PACKAGES } from "../../../release/builders/contents";
import { CHECKOUT } from "../../../system/checkout";
import { whyMissing } from "../../../system/missing";
import { run } from "../../../system/run";
import { BUILD_TIMEOUT_MS, MINIMAL, ReleaseBuilds, SMALL } from "../../support/release-builds";
import { suiteUnless } from "../../support/suites";

/** Limits that this machine can have, whatever it is. */
const CONTAINERS_CONF =
    '[containers]\ncgroups = "disabled"\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n';

suiteUnless(
    whyNoBuilder(OWN_ARCHITECTURE) ?? whyMissing({ podman: "podman", crun: "crun" }),
    "builders",
    () => {
        let builds: ReleaseBuilds;
        let app: string;
        let release: string;
        beforeAll(async () => {
            builds = new ReleaseBuilds();
            app = builds.project([SMALL], { "requirements.txt": MINIMAL });
            const record = await builds.built(app, "nspawn", ["--builder", "nspawn"]);
            expect(record.builder).toBe(`systemd-nspawn with Debian trixie, ${OWN_ARCHITECTURE}`);
            release = record.release;
        }, BUILD_TIMEOUT_MS);
        afterAll(() => {
            builds.remove();
        });

        const command = (output: string, ...args: readonly string[]): string[] => [
            ...[process.execPath, ...builds.command(app, output), "--commit", "folder"],
            ...["--skip-tests", "it has none yet", ...args],
        ];

        test(
            "Podman, which is asked for",
            async () => {
                await image();
                const script = `${NSPAWN_SETUP}\nexec "$@"`;
                const inside = ["--mount", "--propagation", "private", "sh", "-c", script, "sh"];
                const env = { ...process.env, CONTAINERS_CONF: builds.at("containers.conf") };
                fs.writeFileSync(builds.at("containers.conf"), CONTAINERS_CONF);
                const args = [...inside, ...command("podman", "--builder", "podman")];
                const { code, stderr } = await run("unshare", args, { env });
                expect(code === 0 ? "" : stderr).toBe("");
                expect(builds.record("podman")).toMatchObject({
                    release,
                    builder: `podman with Debian trixie, ${OWN_ARCHITECTURE}`,
                });
            },
            BUILD_TIMEOUT_MS,
        );

        /** Debian's own image, as far as builds can tell: tests fetch packages only. */
        async function image(): Promise<void> {
            const name = "docker.io/library/debian:trixie";
            if ((await run("podman", ["image", "exists", name])).code === 0) return;
            await makeTree(builds.at("image"), { packages: ["apt"] });
            const packed = await run("tar", ["-C", builds.at("image"), "-cf", builds.at("image.tar"), "."]);
            expect([packed.code, packed.stderr]).toEqual([0, ""]);
            const { code, stderr } = await run("podman", ["import", builds.at("image.tar"), name]);
            expect(code === 0 ? "" : stderr).toBe("");
        }

        test(
            "a Debian 13 itself, which is chosen where there is nothing else",
            async () => {
                const root = builds.at("root");
                await makeTree(root, { packages: [...PACKAGES, "nodejs"] });
                const seen = [CHECKOUT, fs.realpathSync(path.join(CHECKOUT, "node_modules")), builds.base];
                const { code, stderr } = await enter(["/usr/bin/node", ...command("here").slice(1)], {
                    root,
                    readOnly: false,
                    folders: Object.fromEntries(seen.map((folder) => [folder, folder])),
                });
                expect(code === 0 ? "" : stderr).toBe("");
                expect(builds.record("here")).toMatchObject({
                    release,
                    builder: `this machine with Debian trixie, ${OWN_ARCHITECTURE}`,
                });
                // What a killed build would have left.
                expect(["build", "cache"].filter((name) => fs.existsSync(path.join(root, name)))).toEqual([]);
            },
            BUILD_TIMEOUT_MS,
        );
    },
);
