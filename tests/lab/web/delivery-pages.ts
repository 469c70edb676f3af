import type { DeliveryRecord } from "../github/events/deliver";
import type { Delivery } from "../state/app";
import type { World } from "../world";
import { html, type Markup } from "./html";
import { layout } from "./layout";

const shownMax = 200;

export function deliveriesPage(world: World): string {
  const rows = world.state.deliveries
    .slice(-shownMax)
    .reverse()
    .map(
      (delivery) => html`<tr>
        <td><a href="/_lab/deliveries/${delivery.id}">${eventName(delivery)}</a></td>
        <td>${answerMark(delivery)}</td>
        <td class="muted">${delivery.deliveredAt}${delivery.redelivery && " (again)"}</td>
        <td class="muted">${delivery.durationSeconds} s</td>
      </tr>`,
    );
  return layout(
    "Deliveries",
    html`<h1>Deliveries</h1>
      <p>To ${world.state.webhookUrl ?? "nobody yet"}. Nothing is sent again by itself.</p>
      <table>${rows}</table>`,
  );
}

export function deliveryPage(delivery: Delivery, record: DeliveryRecord): string {
  return layout(
    eventName(delivery),
    html`<h1>${eventName(delivery)}</h1>
      <p>${answerMark(delivery)} <span class="muted">${delivery.guid}</span></p>
      <form method="post" action="/_lab/deliveries/${delivery.id}/attempts"><button>Deliver again</button></form>
      <h2>Request</h2>
      <pre>${JSON.stringify(record.request.headers, null, 2)}</pre>
      <pre>${JSON.stringify(record.request.payload, null, 2)}</pre>
      <h2>Answer</h2>
      <pre>${record.response.payload}</pre>`,
  );
}

function eventName(delivery: Delivery): string {
  return delivery.action ? `${delivery.event}.${delivery.action}` : delivery.event;
}

function answerMark(delivery: Delivery): Markup {
  const good = delivery.statusCode >= 200 && delivery.statusCode < 300;
  return html`<span class="${good ? "good" : "bad"}">${delivery.statusCode || "–"} ${delivery.status}</span>`;
}
