/** The part of XML that a report needs. */

type Attributes = Readonly<Record<string, string | number>>;

/** An element with its content, which is already XML; see `text`. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
    const start = `<${name}${written.join("")}`;
    return content.length === 0 ? `${start}/>` : `${start}>${content.join("")}</${name}>`;
}

export const text = (content: string): string => escape(content);

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    // XML parsers turn these into spaces in an attribute.
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
};

/** Characters that XML 1.0 can't contain: https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escape(content: string): string {
    return content
        .replace(FORBIDDEN, "\u{fffd}")
        .replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] ?? character);
}
