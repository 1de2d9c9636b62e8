import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A temporary directory that stands in for a host's root. */
export class HostRoot {
    readonly path = mkdtempSync(join(tmpdir(), "hrms-host-"));

    constructor() {
        chmodSync(this.path, 0o755);
    }

    /** Writes a file and creates its directories. `path` is its path on the host. */
    write(path: string, text: string, mode = 0o644): string {
        const file = this.at(path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        chmodSync(file, mode);
        return file;
    }

    at(path: string): string {
        return join(this.path, path);
    }

    remove(): void {
        rmSync(this.path, { recursive: true, force: true });
    }
}
