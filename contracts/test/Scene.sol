// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {IRewardDistributor} from "../src/IRewardDistributor.sol";
import {TestToken} from "../src/TestToken.sol";
import {Deploy} from "./Deploy.sol";
import {Tree} from "./Tree.sol";
import {Vm} from "./Vm.sol";

/// @dev A deployed pair, people, and the steps that most tests take.
abstract contract Scene {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    address internal constant relay = address(0x101);
    address internal constant guardian = address(0x102);
    address internal constant requester = address(0x103);
    address internal constant labeler = address(0x104);
    address internal constant other = address(0x105);
    address internal constant receiptKey = address(0x106);

    uint64 internal constant timelock = 1 hours;
    uint64 internal constant start = 1_800_000_000;
    uint64 internal constant closesAt = start + 30 days;
    uint64 internal constant settleBy = closesAt + 7 days;
    bytes32 internal constant terms = keccak256("terms");

    ICampaignEscrow internal escrow;
    IRewardDistributor internal distributor;
    TestToken internal token;

    function stage() internal {
        vm.warp(start);
        escrow = Deploy.escrow(parameters());
        distributor = escrow.distributor();
        token = new TestToken();
    }

    function parameters() internal pure returns (ICampaignEscrow.Parameters memory) {
        return ICampaignEscrow.Parameters({
            relay: relay,
            guardian: guardian,
            timelock: timelock,
            silence: 14 days,
            grace: 1 days,
            window: 30 days,
            receiptKey: receiptKey
        });
    }

    function give(TestToken money, address to, uint256 amount) internal {
        money.mint(to, amount);
        vm.prank(to);
        money.approve(address(escrow), type(uint256).max);
    }

    function openCampaign(bytes32 salt, uint128 amount) internal returns (bytes32) {
        return openCampaign(token, salt, amount);
    }

    function openCampaign(TestToken money, bytes32 salt, uint128 amount) internal returns (bytes32) {
        give(money, requester, amount);
        vm.prank(requester);
        return escrow.open(salt, requester, address(money), amount, terms, closesAt, settleBy);
    }

    function entry(bytes32 id, uint128 credited, uint128 open) internal pure returns (ICampaignEscrow.Entry memory e) {
        e.campaign = id;
        e.credit = credited;
        e.open = open;
    }

    function one(ICampaignEscrow.Entry memory only) internal pure returns (ICampaignEscrow.Entry[] memory list) {
        list = new ICampaignEscrow.Entry[](1);
        list[0] = only;
    }

    function none() internal pure returns (ICampaignEscrow.Entry[] memory) {
        return new ICampaignEscrow.Entry[](0);
    }

    function roots(uint32 epoch, bytes32 rewardRoot, ICampaignEscrow.Entry[] memory entries)
        internal
        view
        returns (ICampaignEscrow.EpochRoots memory)
    {
        return ICampaignEscrow.EpochRoots({
            epoch: epoch,
            cut: uint64(block.timestamp),
            rewardRoot: rewardRoot,
            openRoot: keccak256(abi.encode("open", epoch)),
            statementHash: keccak256(abi.encode("statement", epoch)),
            entriesHash: keccak256(abi.encode(entries))
        });
    }

    /// @dev Submits, and waits until it is due.
    function due(uint32 epoch, bytes32 rewardRoot, ICampaignEscrow.Entry[] memory entries)
        internal
        returns (ICampaignEscrow.EpochRoots memory s)
    {
        s = roots(epoch, rewardRoot, entries);
        vm.prank(relay);
        escrow.submit(s);
        vm.warp(block.timestamp + timelock);
    }

    function activate(uint32 epoch, bytes32 rewardRoot, ICampaignEscrow.Entry[] memory entries) internal {
        escrow.activate(due(epoch, rewardRoot, entries), entries);
    }

    /// @dev An epoch that credits one labeler, who is the only leaf, so that the proof is empty.
    function credit(uint32 epoch, bytes32 id, uint128 amount, uint256 cumulative) internal {
        activate(epoch, Tree.rewardLeaf(labeler, address(token), cumulative), one(entry(id, amount, 0)));
    }

    function finalize(uint32 epoch, bytes32 id) internal {
        vm.warp(closesAt);
        ICampaignEscrow.Entry memory last = entry(id, 0, 0);
        last.isFinal = true;
        last.weightsRoot = keccak256("weights");
        last.contentHash = keccak256("content");
        activate(epoch, 0, one(last));
    }

    function eq(uint256 a, uint256 b) internal pure {
        require(a == b, string.concat("not equal: ", _text(a), ", ", _text(b)));
    }

    function eq(bytes32 a, bytes32 b) internal pure {
        require(a == b, "not equal: bytes32");
    }

    function eq(address a, address b) internal pure {
        require(a == b, "not equal: address");
    }

    function eq(ICampaignEscrow.State a, ICampaignEscrow.State b) internal pure {
        eq(uint256(a), uint256(b));
    }

    function _text(uint256 value) private pure returns (string memory text) {
        if (value == 0) return "0";
        for (; value > 0; value /= 10) text = string.concat(string(abi.encodePacked(uint8(48 + value % 10))), text);
    }
}
