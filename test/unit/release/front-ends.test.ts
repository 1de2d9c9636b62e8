import * as fs from "node:fs";
import * as path from "node:path";
import { frontEnds } from "../../../release/front-ends";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";

let app: string;
beforeEach(() => {
    app = temporaryFolder("front-ends");
});
afterEach(() => {
    removeTemporaryFolder(app);
});

const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(app, file)), { recursive: true });
    fs.writeFileSync(path.join(app, file), text);
};
const BUILT = '{ "scripts": { "build": "vite build" } }';

test("folders with a script build, not those of packages, of parts, or for other purposes", () => {
    for (const folder of ["web", "web/parts/one", "site", "node_modules/vue"]) {
        write(`${folder}/package.json`, BUILT);
        write(`${folder}/package-lock.json`, "{}");
    }
    write("package.json", '{ "devDependencies": { "eslint": "1" } }');
    expect(frontEnds(app)).toEqual(["site", "web"]);
});

test("the project itself can be one", () => {
    write("package.json", BUILT);
    write("package-lock.json", "{}");
    expect(frontEnds(app)).toEqual(["."]);
});

test("one without package-lock.json is a fault with a command that makes it", () => {
    write("web/package.json", BUILT);
    write("web/yarn.lock", "");
    expect(() => frontEnds(app)).toThrow(
        'web/package.json has a script "build", and no package-lock.json is beside it.\n' +
            "Fix: commit the file that this makes: (cd web && npm install --package-lock-only)",
    );
});

test.each(["{", '{ "scripts": [] }'])("a package.json of %s is a fault that names it", (text) => {
    write("web/package.json", text);
    expect(() => frontEnds(app)).toThrow("web/package.json is no package.json that npm can read");
});
