import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentDocument } from "../../../config/environment";
import { HostRoot } from "../host-root";
import { exampleSettings } from "../../../config/example";

/** The settings of a stack that runs the project in this folder. */
export const settings = exampleSettings({
    wsgiApplication: "people.wsgi:application",
    settingsModule: "people.settings",
    timeZone: "Europe/Berlin",
});

/** The release that the stack names. */
export const RELEASE = "5e".repeat(32);

/** Every value that nobody else may see has "canary" in it. */
const SECRETS = {
    secretKey: { value: "canary-0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ" },
    databaseApp: { username: "hrms_app", password: "canary/pass@word" },
    cacheAuth: { value: "canary-token" },
};

/** A host's environment, made as hosts make it: from the parameter's text, by bin/fetch-environment. */
export function hostEnvironment(): Record<string, string> {
    const document = environmentDocument({
        ...settings,
        databaseHost: "db.internal",
        databasePort: 3306,
        databaseName: "hrmodel",
        cacheHost: "cache.internal",
        queueHost: "queue.internal",
        cachePort: 6379,
        mediaBucket: "hrms-media",
        staticBucket: "hrms-static",
        releasesBucket: "hrms-releases",
        emailConfigurationSet: "hrms-prod",
        migrationSecretArns: {
            databaseMigrator: "arn:secret/databaseMigrator",
            superuser: "arn:secret/superuser",
        },
        secretArns: Object.fromEntries(Object.keys(SECRETS).map((name) => [name, `arn:secret/${name}`])),
    });
    const root = new HostRoot();
    root.write("/answers/parameter", document);
    root.write("/answers/release", JSON.stringify({ release: RELEASE }));
    for (const [name, secret] of Object.entries(SECRETS)) {
        root.write(`/answers/${name}`, JSON.stringify(secret));
    }
    root.write("/bin/aws", `#!/bin/sh\ncat "${root.path}/answers/$(basename "$4")"\n`, 0o755);
    const file = root.write("/run/hrms/env", "");
    const program = join(__dirname, "../../../host/root/opt/hrms/bin/fetch-environment");
    const { status, stderr } = spawnSync(
        "python3",
        [program, "/hrms/prod/parameter", "/hrms/prod/release", file],
        {
            encoding: "utf8",
            // Where hosts find Python; a developer's machine may have others first.
            env: { PATH: `${root.at("/bin")}:/usr/bin:/bin` },
        },
    );
    const lines = readFileSync(file, "utf8").trim().split("\n");
    root.remove();
    if (status !== 0) {
        throw new Error(`fetch-environment: ${stderr}`);
    }
    // As systemd reads such a file.
    return Object.fromEntries(
        lines.map((line) => {
            const [, name = "", value = ""] = /^(\w+)="(.*)"$/.exec(line) ?? [];
            return [name, value.replace(/\\(.)/g, "$1")];
        }),
    );
}
