/** Collects the shapes of a drawing: frames below arrows, arrows below cards. */
import {
    drawArrow,
    drawCard,
    drawFrame,
    GRAY,
    LABEL,
    text,
    type Card,
    type Color,
    type Flow,
    type FrameStyle,
    type Point,
    type Rect,
} from "./svg";

export const middle = ({ x, width }: Rect): number => x + width / 2;
export const center = ({ y, height }: Rect): number => y + height / 2;
export const bottom = ({ y, height }: Rect): number => y + height;
export const right = ({ x, width }: Rect): number => x + width;

/** A card in its place. */
export interface Placed {
    readonly rect: Rect;
    readonly card: Card;
}

/** A text to the right of an arrow that leads down, at that distance from where the arrow begins. */
interface Label {
    readonly text: string;
    readonly below: number;
}

export class Canvas {
    private readonly frames: string[] = [];
    private readonly arrows: string[] = [];
    private readonly cards: string[] = [];
    readonly flows = new Set<Flow>();
    readonly colors = new Set<Color>();

    frame(rect: Rect, style: FrameStyle): Rect {
        this.frames.push(drawFrame(rect, style));
        return rect;
    }

    card({ rect, card }: Placed): Rect {
        this.colors.add(card.color);
        this.cards.push(drawCard(rect, card));
        return rect;
    }

    add(...shapes: readonly string[]): void {
        this.cards.push(...shapes);
    }

    /** Straight down or up, in the middle of the narrower one. Draws nothing if one of them does not exist. */
    vertical(flow: Flow, from: Rect | undefined, to: Rect | undefined, label?: Label): void {
        if (!from || !to) return;
        const x = middle(from.width < to.width ? from : to);
        const [start, end] = from.y < to.y ? [bottom(from), to.y] : [from.y, bottom(to)];
        this.arrow(flow, [x, start], [x, end]);
        if (label) this.add(text([x + 7, start + label.below], label.text, LABEL, { fill: GRAY }));
    }

    /** Straight to the left or right, at that height. Draws nothing if one of them does not exist. */
    horizontal(flow: Flow, from: Rect | undefined, to: Rect | undefined, y: number): void {
        if (!from || !to) return;
        const [start, end] = from.x < to.x ? [right(from), to.x] : [from.x, right(to)];
        this.arrow(flow, [start, y], [end, y]);
    }

    private arrow(flow: Flow, from: Point, to: Point): void {
        this.flows.add(flow);
        this.arrows.push(drawArrow(flow, from, to));
    }

    get shapes(): readonly string[] {
        return [...this.frames, ...this.arrows, ...this.cards];
    }
}
