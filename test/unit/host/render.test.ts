import * as fc from "fast-check";
import { render } from "../../../host/render";

test("every occurrence of a variable is replaced", () => {
    expect(render("file", "{{a}} and {{b2}} and {{a}}", { a: "one", b2: 2 })).toBe("one and 2 and one");
});

test("an unknown variable is rejected, with the file and the name", () => {
    expect(() => render("nginx/hrms.conf", "server_name {{domian}};", { domain: "x" })).toThrow(
        "nginx/hrms.conf: unknown variable {{domian}}",
    );
});

test("all unused variables are rejected", () => {
    expect(() => render("host.env", "A={{a}}", { a: 1, b: 2, c: 3 })).toThrow(
        "host.env: unused variable {{b}}, {{c}}",
    );
});

test("properties of JavaScript's objects are not variables", () => {
    expect(() => render("file", "{{constructor}}", {})).toThrow("unknown variable {{constructor}}");
});

test("braces of other tools stay as they are", () => {
    const text = "${VARIABLE} {instance_id} {{ spaced }} $(command) {{{ }}";
    expect(render("file", text)).toBe(text);
});

test("values are inserted unchanged, whatever they contain", () => {
    fc.assert(
        fc.property(fc.string(), (value) => {
            expect(render("file", "<{{value}}>", { value })).toBe(`<${value}>`);
        }),
    );
});
