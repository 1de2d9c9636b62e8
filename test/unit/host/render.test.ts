import * as fc from "fast-check";
import { render } from "../../../host/render";

test("each variable is filled in wherever it stands", () => {
    expect(render("file", "{{a}} and {{b2}} and {{a}}", { a: "one", b2: 2 })).toBe("one and 2 and one");
});

test("a name without a variable is refused, with the file and the name", () => {
    expect(() => render("nginx/hrms.conf", "server_name {{domian}};", { domain: "x" })).toThrow(
        "nginx/hrms.conf: nothing is known of {{domian}}",
    );
});

test("variables without a place are refused, all of them", () => {
    expect(() => render("host.env", "A={{a}}", { a: 1, b: 2, c: 3 })).toThrow(
        "host.env: has no place for {{b}}, {{c}}",
    );
});

test("names of JavaScript's own objects are no variables", () => {
    expect(() => render("file", "{{constructor}}", {})).toThrow("nothing is known of {{constructor}}");
});

test("what other tools write in braces stays as it is", () => {
    const text = "${VARIABLE} {instance_id} {{ spaced }} $(command) {{{ }}";
    expect(render("file", text)).toBe(text);
});

test("values go in as they are, whatever they hold", () => {
    fc.assert(
        fc.property(fc.string(), (value) => {
            expect(render("file", "<{{value}}>", { value })).toBe(`<${value}>`);
        }),
    );
});
