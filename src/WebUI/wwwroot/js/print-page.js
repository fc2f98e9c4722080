import { enrichForPrint } from "./chat/enrich.js";
import { one } from "./lib/dom.js";

enrichForPrint(document.body);
one("[data-print]")?.addEventListener("click", () => print());
