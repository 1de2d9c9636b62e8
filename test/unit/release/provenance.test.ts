import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ReleaseRecord } from "../../../release/build";
import { attest, localSigner, preAuthenticationEncoding, publicKey } from "../../../release/provenance";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";

const RECORD: ReleaseRecord = {
    format: 1,
    release: "0f".repeat(32),
    built: "2026-11-30T12:00:00.000Z",
    builder: "systemd-nspawn with Debian trixie, arm64",
    source: { commit: "ab".repeat(20), mergedInto: "", uncommitted: [] },
    settings: {
        projectFolder: "",
        settingsModule: "hrms.settings",
        wsgiApplication: "hrms.wsgi:application",
        architecture: "arm64",
        debianPackages: [],
    },
    leftOut: {},
    indexes: [],
    repositories: [],
    lock: ["django==5.2.19 --hash=sha256:00"],
    buildRequirements: {},
    steps: [],
};
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

test("the encoding is that of DSSE's specification", () => {
    expect(preAuthenticationEncoding(Buffer.from("hällo")).toString()).toBe(
        "DSSEv1 28 application/vnd.in-toto+json 6 hällo",
    );
});

test("the statement names the archive, the commit, the builder and the time", async () => {
    const { payload, payloadType, signatures } = await attest(RECORD, localSigner(privateKey));
    expect(payloadType).toBe("application/vnd.in-toto+json");
    expect(signatures.map(({ keyid }) => keyid)).toEqual([publicKey(privateKey)]);
    expect(JSON.parse(Buffer.from(payload, "base64").toString())).toMatchObject({
        _type: "https://in-toto.io/Statement/v1",
        subject: [{ name: `${RECORD.release}.tar.gz`, digest: { sha256: RECORD.release } }],
        predicateType: "https://slsa.dev/provenance/v1",
        predicate: {
            buildDefinition: { resolvedDependencies: [{ digest: { gitCommit: RECORD.source.commit } }] },
            runDetails: {
                builder: { id: RECORD.builder },
                metadata: { finishedOn: RECORD.built },
            },
        },
    });
});

describe("OpenSSL", () => {
    let folder: string;
    beforeAll(() => {
        folder = temporaryFolder("provenance");
    });
    afterAll(() => {
        removeTemporaryFolder(folder);
    });

    const verifies = async (change: (payload: Buffer) => Buffer): Promise<boolean> => {
        const { payload, signatures } = await attest(RECORD, localSigner(privateKey));
        const file = (name: string, content: string | Buffer): string => {
            fs.writeFileSync(path.join(folder, name), content);
            return path.join(folder, name);
        };
        const message = preAuthenticationEncoding(change(Buffer.from(payload, "base64")));
        const { status } = spawnSync("openssl", [
            ...["dgst", "-sha256", "-keyform", "DER"],
            ...["-verify", file("key", Buffer.from(publicKey(privateKey), "base64"))],
            ...["-signature", file("signature", Buffer.from(signatures[0]?.sig ?? "", "base64"))],
            file("message", message),
        ]);
        return status === 0;
    };

    test("accepts the signature, and rejects it for another statement", async () => {
        expect(await verifies((payload) => payload)).toBe(true);
        expect(await verifies((payload) => Buffer.from(payload.toString().replace("0f0f", "0f0e")))).toBe(
            false,
        );
    });
});
