// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {IRewardDistributor} from "../src/IRewardDistributor.sol";
import {TestToken} from "../src/TestToken.sol";
import {Scene} from "./Scene.sol";
import {Tree} from "./Tree.sol";

/// @dev Makes any number of people do anything that is allowed, in any order, and keeps its own account of the money.
///   Nothing here may revert: what a state forbids, a step leaves out.
contract ConservationHandler is Scene {
    uint256 private constant crowd = 4;

    TestToken[2] public tokens;
    bytes32[] public ids;
    /// @dev What was released of each campaign, refunded of it, and paid in, as far as this contract knows.
    mapping(bytes32 id => uint256) public deposited;
    mapping(bytes32 id => uint256) public released;
    mapping(bytes32 id => uint256) public refunded;
    mapping(address holder => mapping(TestToken => uint256)) public donated;
    mapping(TestToken => uint256) public paid;
    /// @dev Cumulative sums by epoch, as [labeler * 2 + token].
    mapping(uint32 epoch => uint256[2 * crowd]) private _earned;
    uint256[2 * crowd] private _now;

    constructor() {
        stage();
        tokens[0] = token;
        tokens[1] = new TestToken();
    }

    function labelerAt(uint256 i) public pure returns (address) {
        return address(uint160(0x1000 + i));
    }

    function crowdSize() external pure returns (uint256) {
        return crowd;
    }

    function count() external view returns (uint256) {
        return ids.length;
    }

    function pair() external view returns (ICampaignEscrow, IRewardDistributor) {
        return (escrow, distributor);
    }

    function earned(uint32 n, uint256 i) external view returns (uint256) {
        return _earned[n][i];
    }

    function open(uint256 seed, uint96 amount, uint16 closesIn) external {
        if (amount == 0 || ids.length == 12) return;
        TestToken money = tokens[seed % 2];
        give(money, other, amount);
        uint64 closes = uint64(block.timestamp) + 1 + closesIn;
        vm.prank(other);
        bytes32 id = escrow.open(
            bytes32(ids.length), requester, address(money), amount, terms, closes, closes + 2 * timelock
        );
        deposited[id] += amount;
        ids.push(id);
        for (uint256 i = ids.length - 1; i > 0 && ids[i - 1] > id; --i) (ids[i - 1], ids[i]) = (ids[i], ids[i - 1]);
    }

    function topUp(uint256 seed, uint96 amount) external {
        if (amount == 0 || ids.length == 0) return;
        bytes32 id = ids[seed % ids.length];
        ICampaignEscrow.Campaign memory c = escrow.campaign(id);
        if (c.state != ICampaignEscrow.State.Active) return;
        give(TestToken(c.token), other, amount);
        vm.prank(other);
        escrow.topUp(id, amount);
        deposited[id] += amount;
    }

    function amend(uint256 seed, uint16 later) external {
        if (ids.length == 0) return;
        bytes32 id = ids[seed % ids.length];
        ICampaignEscrow.Campaign memory c = escrow.campaign(id);
        if (c.state != ICampaignEscrow.State.Active || block.timestamp >= c.closesAt) return;
        vm.prank(requester);
        escrow.amend(id, keccak256(abi.encode(seed)), c.closesAt + later, c.settleBy + later);
    }

    /// @dev Any credits and reserves that fit; a revoked epoch leaves no trace.
    function epoch(uint256 seed, bool revoked, bool combined) external {
        uint32 n = escrow.epochs().last + 1;
        (ICampaignEscrow.Entry[] memory entries, uint256[2 * crowd] memory sums) = _entries(seed);
        bytes32[] memory leaves = _leaves(sums);
        ICampaignEscrow.EpochRoots memory s = due(n, Tree.root(leaves), entries);
        if (revoked) {
            vm.prank(guardian);
            escrow.revoke(n);
            return;
        }
        if (combined) {
            ICampaignEscrow.EpochRoots memory next = roots(n + 1, 0, none());
            vm.prank(relay);
            escrow.activateAndSubmit(s, entries, next);
        } else {
            vm.prank(other);
            escrow.activate(s, entries);
        }
        for (uint256 i; i < entries.length; ++i) released[entries[i].campaign] += entries[i].credit;
        _now = sums;
        _earned[n] = sums;
    }

    function claim(uint256 seed) external {
        uint32 last = escrow.epochs().last;
        if (last == 0) return;
        uint32 n = uint32(1 + (seed >> 8) % last);
        uint256 i = seed % (2 * crowd);
        TestToken money = tokens[i % 2];
        bytes32[] memory proof = Tree.proof(_leaves(_earned[n]), i);
        vm.prank(other);
        paid[money] += distributor.claim(n, address(money), labelerAt(i / 2), _earned[n][i], proof);
    }

    function claimMany(uint256 seed) external {
        uint32 n = escrow.epochs().last;
        if (n == 0) return;
        TestToken money = tokens[seed % 2];
        bytes32[] memory leaves = _leaves(_earned[n]);
        IRewardDistributor.Account[] memory accounts = new IRewardDistributor.Account[](crowd);
        for (uint256 i; i < crowd; ++i) {
            uint256 place = 2 * i + seed % 2;
            accounts[i] = IRewardDistributor.Account(labelerAt(i), _earned[n][place], Tree.proof(leaves, place));
        }
        uint256 before = money.balanceOf(address(distributor));
        distributor.claimMany(n, address(money), accounts);
        paid[money] += before - money.balanceOf(address(distributor));
    }

    function refund(uint256 seed) external {
        if (ids.length == 0) return;
        bytes32 id = ids[seed % ids.length];
        ICampaignEscrow.Campaign memory c = escrow.campaign(id);
        if (c.state != ICampaignEscrow.State.Final) return;
        escrow.refund(id);
        refunded[id] += c.remaining;
    }

    function donate(uint256 seed, uint96 amount) external {
        TestToken money = tokens[seed % 2];
        address to = seed & 2 == 0 ? address(escrow) : address(distributor);
        money.mint(to, amount);
        donated[to][money] += amount;
    }

    function wait(uint16 duration) external {
        vm.warp(block.timestamp + duration);
    }

    function _entries(uint256 seed)
        private
        view
        returns (ICampaignEscrow.Entry[] memory entries, uint256[2 * crowd] memory sums)
    {
        sums = _now;
        entries = new ICampaignEscrow.Entry[](ids.length);
        uint256 used;
        for (uint256 i; i < ids.length; ++i) {
            ICampaignEscrow.Campaign memory c = escrow.campaign(ids[i]);
            if (c.state != ICampaignEscrow.State.Active) continue;
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            ICampaignEscrow.Entry memory e = entries[used++];
            e.campaign = ids[i];
            e.credit = uint128(dice % (uint256(c.remaining) + 1));
            e.isFinal = block.timestamp >= c.closesAt && dice & (1 << 200) != 0;
            if (!e.isFinal) e.open = uint128((dice >> 128) % (uint256(c.remaining) - e.credit + 1));
            uint256 place = c.token == address(tokens[0]) ? 0 : 1;
            sums[2 * ((dice >> 210) % crowd) + place] += e.credit;
        }
        assembly ("memory-safe") {
            mstore(entries, used)
        }
    }

    function _leaves(uint256[2 * crowd] memory sums) private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](2 * crowd);
        for (uint256 i; i < leaves.length; ++i) {
            leaves[i] = Tree.rewardLeaf(labelerAt(i / 2), address(tokens[i % 2]), sums[i]);
        }
    }
}
