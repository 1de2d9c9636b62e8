/** The stores of certificate authorities that the hosts' clients read, with AWS's real authorities in them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { databaseAuthorities } from "../../../../host/authorities";
import { AUTHORITIES } from "../../../../lab/contents";
import type { Host } from "../../../../lab/host";
import { image } from "../../../../lab/image";
import type { Lab } from "../../../../lab/lab";
import { AMAZON_ROOTS, RDS_ROOTS, rootsIn } from "../../../support/certificates";
import { cases, type ReleasedHost } from "../shared";
import { readable } from "./lists";

/** Each store, and the clients that read it and no other. */
const READERS = {
    database: ["database"],
    debian: ["cache", "queue", "command line"],
    botocore: ["files"],
} as const;
type Store = keyof typeof READERS;

/** What each client says about a server whose authority is not in its store. */
const REJECTION: Readonly<Record<(typeof READERS)[Store][number], RegExp>> = {
    database: /^OperationalError: \(2026, 'TLS\/SSL error: .*certificate/,
    cache: /CERTIFICATE_VERIFY_FAILED/,
    queue: /CERTIFICATE_VERIFY_FAILED/,
    "command line": /SSL validation failed .*CERTIFICATE_VERIFY_FAILED/,
    files: /^SSLError: .*CERTIFICATE_VERIFY_FAILED/,
};

const PYTHON = "/srv/hrms/current/venv/bin/python";
const FOLDER = "/run/lab-stores";

/**
 * Runs the clients in the application's environment, but with other stores: those in a folder. The lab's variables that
 * point clients at its own authority do not count.
 */
const WITH_STORES = `
mount --bind "$STORES/database.pem" /etc/hrms/database-authorities.pem
mount --bind "$STORES/botocore.pem" "$BOTOCORE"
mount --bind "$STORES/certs" /etc/ssl/certs
set -a && . /run/hrms/env && set +a
unset AWS_CA_BUNDLE SSL_CERT_FILE
cd /srv/hrms/current/app
HRMS_ROLE=manage PYTHONPATH=/opt/hrms/django:. exec ${PYTHON} ${FOLDER}/clients.py
`;

export const clients = cases("a host's clients", (shared: ReleasedHost) => {
    let lab: Lab;
    let host: Host;
    let botocore: string;
    /** Texts of the stores as hosts have them on AWS, without the lab's authority. */
    let real: Readonly<Record<Store, string>>;

    const sh = (line: string): Promise<string> => host.machine.sh(line);
    const write = async (path: string, text: string): Promise<void> => {
        await host.machine.run(["sh", "-ec", `mkdir -p "$(dirname ${path})" && cat > ${path}`], text);
    };

    beforeAll(async () => {
        ({ lab, host } = shared);
        await shared.prepare();
        botocore = await sh(
            `${PYTHON} -c 'import botocore.httpsession; print(botocore.httpsession.get_cert_path(True))'`,
        );
        real = {
            database: databaseAuthorities(lab.settings.region),
            debian: readFileSync(join(await image("golden"), AUTHORITIES), "utf8"),
            botocore: `${await sh(`cat ${botocore}`)}\n`,
        };
        await write(`${FOLDER}/clients.py`, readable(join(__dirname, "clients.py")));
    });

    /** What each client says with the real stores, when one of them has the lab's authority too, at its end. */
    async function answers(extended: Store): Promise<Record<string, string>> {
        const stores = `${FOLDER}/${extended}`;
        const text = (store: Store): string => real[store] + (store === extended ? lab.authority.pem : "");
        await write(`${stores}/database.pem`, text("database"));
        await write(`${stores}/botocore.pem`, text("botocore"));
        await sh(`cp -a /etc/ssl/certs ${stores}/certs && rm -f ${stores}/certs/lab.pem`);
        await write(`${stores}/certs/ca-certificates.crt`, text("debian"));
        if (extended === "debian") {
            await write(`${stores}/certs/lab.pem`, lab.authority.pem);
        }
        // OpenSSL finds authorities in a folder by links that are named after a hash.
        await sh(`openssl rehash ${stores}/certs 2>/dev/null`);
        const { code, stdout, stderr } = await host.machine.run([
            "env",
            ...[`STORES=${stores}`, `BOTOCORE=${botocore}`],
            ...["unshare", "--mount", "--propagation", "private", "sh", "-ec", WITH_STORES],
        ]);
        expect([code, stderr]).toEqual([0, expect.not.stringContaining("canary")]);
        return JSON.parse(stdout) as Record<string, string>;
    }

    test("the stores have AWS's authorities: the region's for the database, Amazon's public ones for everything else", async () => {
        expect(rootsIn(real.database)).toEqual({ ...RDS_ROOTS, ...AMAZON_ROOTS });
        expect(rootsIn(real.debian)).toMatchObject(AMAZON_ROOTS);
        expect(rootsIn(real.botocore)).toMatchObject(AMAZON_ROOTS);
        // Python's own clients look for the same ones in a folder.
        const folder = "/etc/ssl/certs";
        expect(rootsIn(await sh(`cat ${folder}/Amazon_Root_CA_?.pem`))).toEqual(AMAZON_ROOTS);
        expect(
            await sh(
                `for file in ${folder}/Amazon_Root_CA_?.pem; do openssl verify -no-CAfile -no-CAstore -CApath ${folder} $file; done`,
            ),
        ).toBe(
            Object.keys(AMAZON_ROOTS)
                .map((name) => `${folder}/${name.replaceAll(" ", "_")}.pem: OK`)
                .join("\n"),
        );
    });

    test.each(Object.keys(READERS) as Store[])(
        "security.database.restricted-access: a server whose authority is in the store %s, beside AWS's, is accepted by this store's clients only",
        async (extended) => {
            const said = await answers(extended);
            expect(Object.keys(said).sort()).toEqual(Object.keys(REJECTION).sort());
            for (const [client, rejection] of Object.entries(REJECTION)) {
                const accepts = (READERS[extended] as readonly string[]).includes(client);
                expect([client, said[client]]).toEqual([
                    client,
                    accepts ? "accepted" : expect.stringMatching(rejection),
                ]);
            }
        },
    );
});
