import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";

/** A certificate authority. Its files, and the certificates it signs, are PEM files in a directory. */
export class Authority {
    readonly caFile: string;

    constructor(
        private readonly directory: string,
        private readonly name: string,
    ) {
        this.caFile = path.join(directory, `${name}.pem`);
        this.openssl(
            ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`],
            // Python 3.13 rejects an authority without key usage.
            ...[
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign",
                "-keyout",
                this.keyFile,
                "-out",
                this.caFile,
            ],
        );
    }

    get pem(): string {
        return readFileSync(this.caFile, "utf8");
    }

    /** Signs a server certificate for these host names and writes it and its key to these files. */
    certify(hosts: string | readonly string[], certificateFile: string, keyFile: string): void {
        const names = [hosts].flat();
        this.openssl(
            ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${names[0]}`],
            ...[
                "-addext",
                `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`,
                "-addext",
                "basicConstraints=critical,CA:FALSE",
            ],
            ...["-addext", "authorityKeyIdentifier=keyid"],
            ...["-CA", this.caFile, "-CAkey", this.keyFile, "-keyout", keyFile, "-out", certificateFile],
        );
    }

    private get keyFile(): string {
        return path.join(this.directory, `${this.name}.key`);
    }

    private openssl(...args: string[]): void {
        execFileSync("openssl", args, { stdio: "pipe" });
    }
}
