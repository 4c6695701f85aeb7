/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The mails as a page, newest first. */
final class MailPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="10"><title>Orderflow: mails</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
                   color: #222; background: #fff }
            article { border-top: 1px solid #ccc; padding: 1rem 0 }
            h2 { font-size: 1.1rem; margin: 0 }
            p { margin: 0; color: #555 }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .5rem 0 0 }
            @media (prefers-color-scheme: dark) {
              body { color: #ddd; background: #181818 } p { color: #aaa } article { border-color: #444 }
            }
            </style></head><body><h1>Mails</h1>
            """;

    private MailPage() {}

    static String of(List<Mail> mails) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>%s, newest first. The same as JSON: <a href=\"/api/mails\">/api/mails</a></p>%n"
                .formatted(mails.isEmpty() ? "None yet" : mails.size() + " of them"));
        for (int i = mails.size() - 1; i >= 0; i--) {
            Mail mail = mails.get(i);
            page.append("<article><h2>%s</h2><p>%s to %s</p><pre>%s</pre></article>%n"
                    .formatted(
                            escaped(mail.subject()),
                            TIME.format(mail.receivedAt()),
                            escaped(mail.to()),
                            escaped(mail.text())));
        }
        return page.append("</body></html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
