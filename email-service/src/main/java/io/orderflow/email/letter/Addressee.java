/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import static java.util.Objects.requireNonNull;

import com.ibm.icu.text.IDNA;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * To whom a letter goes.
 *
 * @param name on one line, without control characters; may be empty, and may hold commas, quotes and any letters
 * @param address an address that SMTP takes as it is
 */
public record Addressee(String name, String address) {

    private static final int MAX_NAME = 100;
    private static final int MAX_ADDRESS = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL_PART = Pattern.compile("(?=.{1,64}$)" + ATOM + "(\\." + ATOM + ")*");
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final IDNA IDNA2008 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    public Addressee {
        requireNonNull(name, "name");
        requireNonNull(address, "address");
    }

    /** The addressee of that name and address, unless it is no address. */
    static Optional<Addressee> of(String name, String email) {
        return address(email.strip()).map(address -> new Addressee(SafeText.oneLine(name, MAX_NAME), address));
    }

    private static Optional<String> address(String email) {
        int at = email.lastIndexOf('@');
        if (at < 0 || !LOCAL_PART.matcher(email.substring(0, at)).matches()) {
            return Optional.empty();
        }
        return ascii(email.substring(at + 1))
                .map(domain -> email.substring(0, at + 1) + domain)
                .filter(address -> address.length() <= MAX_ADDRESS);
    }

    /**
     * Domains in other scripts have a spelling in ASCII, which every mail server takes. By IDNA2008 (RFC 5891), as registries do:
     * by IDNA2003, which the JDK has, {@code faß.de} would be {@code fass.de}, a stranger's.
     */
    private static Optional<String> ascii(String domain) {
        IDNA.Info info = new IDNA.Info();
        String ascii = IDNA2008.nameToASCII(domain, new StringBuilder(), info).toString();
        return info.hasErrors() ? Optional.empty() : Optional.of(ascii).filter(DOMAIN.asMatchPredicate());
    }
}
