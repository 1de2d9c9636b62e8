/** Measures a drawing in a browser and says what overlaps. */
import type { Page } from "playwright-core";

interface Rect {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

interface Measured {
    readonly texts: readonly (Rect & { readonly text: string })[];
    readonly rects: readonly Rect[];
    readonly arrows: readonly Rect[];
}

/** Above and below its letters a line of text has room that no ink reaches. */
const LEADING = 1.5;

/** As a text: this project's code is compiled without the types of a browser. */
const MEASURE = `(() => {
    const box = (element) => {
        const { x, y, width, height } = element.getBBox();
        return { x, y, width, height };
    };
    const all = (selector) => [...document.querySelectorAll(selector)];
    return {
        texts: all("text").map((element) => ({ ...box(element), text: element.textContent })),
        rects: all("svg > rect").map(box),
        arrows: all("path.flow").map(box),
    };
})()`;

/** One sentence for each fault; none if every text can be read. */
export async function overlaps(page: Page): Promise<string[]> {
    const measured = await page.evaluate<Measured>(MEASURE);
    const { rects, arrows } = measured;
    const texts = measured.texts.map((one) => ({
        ...one,
        y: one.y + LEADING,
        height: one.height - LEADING * 2,
    }));
    return texts.flatMap((one, index) => [
        ...texts
            .slice(index + 1)
            .filter((other) => meet(one, other))
            .map((other) => `"${one.text}" overlaps "${other.text}"`),
        ...arrows.filter((arrow) => meet(one, arrow)).map(() => `"${one.text}" lies on an arrow`),
        ...rects
            .filter((rect) => meet(one, rect) && !contains(rect, one))
            .map(() => `"${one.text}" crosses the border of a box`),
    ]);
}

const meet = (one: Rect, other: Rect): boolean =>
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height;

const contains = (outer: Rect, { x, y, width, height }: Rect): boolean =>
    outer.x <= x &&
    outer.y <= y &&
    x + width <= outer.x + outer.width &&
    y + height <= outer.y + outer.height;
