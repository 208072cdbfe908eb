import PotokConfiguration
import PotokFetch
import Testing

@Suite struct AddressGuardTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1",
        "2001:db8::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "fd00:ec2::254",
        "100::1", "4000::1",
    ])
    func `addresses outside the public web are refused`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard().refusal(of: address) != nil)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255", "128.0.0.1",
        "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.167.255.255", "198.20.0.1", "223.255.255.255",
        "2606:4700::1", "2a00:1450::1", "64:ff9b::101:101", "::ffff:1.1.1.1",
    ])
    func `public addresses are open`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressGuard().refusal(of: address) == nil)
    }

    @Test func `what is opened is open, in whatever form it comes, and nothing beside it`() throws {
        let range = try #require(AddressRange("10.1.0.0/16"))
        let addressGuard = AddressGuard(allowing: [range])
        for (text, isOpen) in [
            ("10.1.2.3", true), ("::ffff:10.1.2.3", true), ("64:ff9b::a01:203", true), ("10.2.0.1", false),
            ("127.0.0.1", false),
        ] {
            let address = try #require(IPAddress(text))
            #expect((addressGuard.refusal(of: address) == nil) == isOpen, "\(text)")
        }
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3/32"), ("::1", "::1/128"),
        ("fd00::1/8", "fd00::/8"), ("2001:db8:ffff::/33", "2001:db8:8000::/33"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("::/0", "::/0"), ("[::1]", "::1/128"), ("2001:db8::ff/120", "2001:db8::/120"),
    ])
    func `blocks are read and written in CIDR notation`(text: String, expected: String) throws {
        #expect(AddressRange(text)?.description == expected)
    }

    @Test(arguments: [
        "", "10", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "example.org", "10.0.0.0/8/8", "1.2.3.4/+8",
    ])
    func `what is no block is none`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `an empty prefix holds every address of its family`() throws {
        let all = try #require(AddressRange("0.0.0.0/0"))
        #expect(all.contains(IPAddress(v4: 0xffff_ffff)))
        #expect(!all.contains(IPAddress(v6High: 1, low: 1)))
    }
}
