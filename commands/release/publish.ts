import { existsSync, readdirSync } from "node:fs";
import { Fault } from "../../release/fault";
import { publishRelease } from "../../release/publish/publish";
import { kmsSigner } from "../../release/publish/signer";
import { openStack } from "../../release/stack/stack";
import { progress } from "../../system/progress";
import { explained } from "./faults";
import { readStackFile } from "../stack-file";

export interface PublishOptions {
    readonly stack: string;
    readonly from: string;
}

/** Publishes a release and says how to deploy it. Returns the exit code. */
export const publish = (given: string | undefined, { stack, from }: PublishOptions): Promise<number> =>
    explained("The release is not published.", async () => {
        const release = given ?? onlyRelease(from);
        const { releases, files, clients, facts } = await openStack(stack, readStackFile(stack).region);
        const shown = progress();
        await publishRelease(from, release, {
            ...{ releases, files },
            signer: kmsSigner(clients.kms, facts.signingKey),
            report: shown.report,
            say: shown.done,
        });
        console.log(
            `Release ${release} is published to ${stack}.\nTo deploy it: npx hrms release deploy ${release} --stack ${stack}`,
        );
        return 0;
    });

function onlyRelease(folder: string): string {
    const found = existsSync(folder)
        ? readdirSync(folder).flatMap((name) => /^([0-9a-f]{64})\.tar\.gz$/.exec(name)?.[1] ?? [])
        : [];
    const [release, ...others] = found;
    if (release === undefined || others.length > 0) {
        throw new Fault({
            what: `${folder} has ${found.length} releases.`,
            fix:
                release === undefined
                    ? "build one: npx hrms release build --app PATH, or name its folder: --from FOLDER."
                    : `name one of them: ${found.map((each) => `\n    npx hrms release publish ${each}`).join("")}`,
        });
    }
    return release;
}
