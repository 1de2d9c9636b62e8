/** `architecture.svg`: a drawing of the stack, made from the stack itself. Pure: the same stack gives the same bytes. */
import type { Deployment } from "../../engine/deployment";
import { drawArrows } from "./arrows";
import { Canvas } from "./canvas";
import { arrange, CONTENT, WIDTH } from "./layout";
import { pictureOf } from "./model";
import type { Picture } from "./picture";
import {
    COLORS,
    drawLegend,
    FLOWS,
    heading,
    note,
    picture as render,
    type Card,
    type Color,
    type Flow,
} from "./svg";

export function draw(deployment: Deployment): string {
    const picture = pictureOf(deployment);
    const canvas = new Canvas();
    canvas.add(heading([CONTENT.x, 42], picture.title), note([CONTENT.x, 64], picture.subtitle));
    const { places, end } = arrange(canvas, picture, 80);
    drawArrows(canvas, picture, places);
    const flows = (Object.keys(FLOWS) as Flow[]).filter((flow) => canvas.flows.has(flow));
    const colors = (Object.keys(COLORS) as Color[]).filter((color) => canvas.colors.has(color));
    const legend = drawLegend({ ...CONTENT, y: end + 14 }, flows, colors);
    return render(
        { width: WIDTH, height: end + 14 + legend.height + 10 },
        { title: picture.title, description: describe(picture) },
        [...canvas.shapes, ...legend.shapes],
    );
}

/** The drawing in words, for people who cannot see it. */
function describe(picture: Picture): string {
    const cards = Object.values(picture)
        .flat()
        .filter((value): value is Card => typeof value === "object" && value !== null && "glyph" in value);
    const buckets = picture.buckets.length > 0 ? [`Buckets: ${picture.buckets.join(", ")}`] : [];
    return [picture.vpc, ...cards.map(({ title, lines }) => `${title}: ${lines.join("; ")}`), ...buckets]
        .map((sentence) => `${sentence}.`)
        .join(" ");
}
