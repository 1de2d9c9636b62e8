import { indexesIn } from "../../../release/indexes";

test("without a configuration, PyPI", () => {
    expect(indexesIn("", "")).toEqual({ main: "", extra: [], netrc: "" });
});

test("passwords of addresses go into netrc lines, and nowhere else", () => {
    const config = [
        "global.index-url='https://reader:p%40ss@pypi.example.com/simple/'",
        "global.timeout='60'",
        "global.extra-index-url='\\nhttps://one.example.com/simple\\nhttps://x:y@two.example.com:8443/simple'",
    ].join("\n");
    expect(indexesIn(config, "")).toEqual({
        main: "https://pypi.example.com/simple/",
        extra: ["https://one.example.com/simple", "https://two.example.com:8443/simple"],
        netrc:
            "machine pypi.example.com login reader password p@ss\n" +
            "machine two.example.com login x password y\n",
    });
});

test("variables count more than files", () => {
    const config = "global.index-url='https://old.example.com/'\n:env:.index-url='https://new.example.com/'";
    expect(indexesIn(config, "").main).toBe("https://new.example.com/");
});

test("of the user's netrc file, only the lines of these indexes are taken", () => {
    const netrc =
        "machine github.com login me password other\nmachine pypi.example.com\n  login reader\n  password own\n";
    expect(indexesIn("global.index-url='https://pypi.example.com/simple'", netrc).netrc).toBe(
        "machine pypi.example.com login reader password own\n",
    );
});

test("a password that a netrc file cannot have is a fault without the password", () => {
    const config = "global.index-url='https://reader:canary%20word@pypi.example.com/'";
    expect(() => indexesIn(config, "")).toThrow(/for pypi\.example\.com .* has a space/);
    expect(() => indexesIn(config, "")).not.toThrow("canary");
});
